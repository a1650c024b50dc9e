/** A point in a chart that is moved: with the mouse, with a finger, or with the arrow keys once it has focus. */

import { clamp } from "./clamp.js";
import { svg } from "./elements.js";

/** @typedef {import("./chart.js").Chart} Chart */
/** @typedef {import("./chart.js").Point} Point */

/** @type {Record<string, Point>} */
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/**
 * Tell in which direction an arrow key points, up being positive.
 *
 * @param {KeyboardEvent} event
 * @returns {Point | undefined}
 */
export const arrowKey = ({ key }) => WAYS[key];

/**
 * Make a point that can be moved.
 *
 * @param {Chart} area
 * @param {{ label: string, at: Point, step: number, onmove: (at: Point) => void, class?: string,
 *   mark?: SVGElement }} options step: of an arrow key, with Shift five times as much; mark: what is seen, around (0, 0)
 * @returns {{ node: SVGElement, moveTo: (at: Point) => void }} `moveTo` does not call `onmove`
 */
export function handle(area, { label, at, step, onmove, class: look = "", mark = svg("circle", { r: 7 }) }) {
  let [x, y] = at;
  const node = svg("g", {
    class: `handle ${look}`,
    tabindex: 0,
    role: "slider",
    "aria-roledescription": "point to move with the four arrow keys",
    "aria-label": label,
  });
  node.append(svg("circle", { r: 14, class: "grip" }), mark);
  const moveTo = (/** @type {Point} */ to) => {
    [x, y] = [clamp(to[0], ...area.x), clamp(to[1], ...area.y)];
    node.setAttribute("transform", `translate(${area.toX(x).toFixed(2)} ${area.toY(y).toFixed(2)})`);
    node.setAttribute("aria-valuenow", x.toFixed(2));
    node.setAttribute("aria-valuetext", `${x.toFixed(2)}, ${y.toFixed(2)}`);
  };
  const move = (/** @type {Point} */ to) => {
    moveTo(to);
    onmove([x, y]);
  };
  moveTo(at);
  drag(node, area, move);
  node.addEventListener("keydown", (event) => {
    const way = arrowKey(event);
    if (!way) return;
    const length = event.shiftKey ? 5 * step : step;
    event.preventDefault();
    event.stopPropagation(); // in a notebook, arrow keys would leave the cell
    move([x + way[0] * length, y + way[1] * length]);
  });
  return { node, moveTo };
}

/**
 * Let mouse and finger drag a point; pressed without being moved, it stays in its place.
 *
 * @param {SVGElement} node
 * @param {Chart} area
 * @param {(to: Point) => void} move
 */
function drag(node, area, move) {
  node.addEventListener("pointerdown", (event) => {
    node.setPointerCapture(event.pointerId);
    node.focus();
    event.preventDefault();
  });
  node.addEventListener("pointermove", (event) => {
    if (node.hasPointerCapture(event.pointerId)) move(area.fromPointer(event));
  });
}
