/** A chart with axes, and points in it that are moved by mouse, finger or arrow keys. */

import { html, svg, ticks } from "./shared.js";

/** @typedef {import("./shared.js").Point} Point */
/** @typedef {import("./shared.js").Attributes} Attributes */
/** @typedef {ReturnType<typeof chart>} Chart */

const MARGIN = { left: 46, right: 8, top: 8, bottom: 38 };

/**
 * Make a chart with two axes.
 *
 * @param {{ label: string, x: Point, y: Point, xLabel?: string, yLabel?: string, width?: number, height?: number,
 *   plain?: boolean }} options x, y: the ends of the axes; plain: without axes
 */
export function chart({ label, x, y, xLabel = "", yLabel = "", width = 320, height = 220, plain = false }) {
  const margin = plain ? { left: 0, right: 0, top: 0, bottom: 0 } : MARGIN;
  const inner = { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom };
  const toX = (/** @type {number} */ value) => margin.left + ((value - x[0]) / (x[1] - x[0])) * inner.width;
  const toY = (/** @type {number} */ value) => margin.top + ((y[1] - value) / (y[1] - y[0])) * inner.height;
  const node = svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "chart", role: "group", "aria-label": label });
  node.style.maxWidth = `${width * 1.4}px`;
  if (!plain) node.append(...axes({ x, y, xLabel, yLabel, toX, toY, width, height }));

  const fromPointer = (/** @type {PointerEvent | MouseEvent} */ event) => {
    const box = node.getBoundingClientRect();
    const across = ((event.clientX - box.left) / box.width) * width;
    const down = ((event.clientY - box.top) / box.height) * height;
    const inX = x[0] + ((across - margin.left) / inner.width) * (x[1] - x[0]);
    const inY = y[1] - ((down - margin.top) / inner.height) * (y[1] - y[0]);
    return /** @type {Point} */ ([inX, inY]);
  };
  const path = (/** @type {Point[]} */ points) =>
    points.map(([a, b], i) => `${i ? "L" : "M"}${toX(a).toFixed(1)} ${toY(b).toFixed(1)}`).join("");
  const add = (/** @type {SVGElement[]} */ ...nodes) => node.append(...nodes);
  return { node, x, y, toX, toY, fromPointer, path, add };
}

/**
 * Draw the axes of a chart.
 *
 * @param {{ x: Point, y: Point, xLabel: string, yLabel: string, toX: (value: number) => number,
 *   toY: (value: number) => number, width: number, height: number }} options
 * @returns {SVGElement[]}
 */
function axes({ x, y, xLabel, yLabel, toX, toY, width, height }) {
  const left = toX(x[0]);
  const bottom = toY(y[0]);
  const text = (/** @type {number} */ value) => String(Number(value.toPrecision(3)));
  return [
    ...ticks(...x).map((value) => svg("text", { x: toX(value), y: bottom + 14, class: "tick middle" }, text(value))),
    ...ticks(...y).flatMap((value) => [
      svg("line", { x1: left, x2: width - MARGIN.right, y1: toY(value), y2: toY(value), class: "grid" }),
      svg("text", { x: left - 5, y: toY(value) + 4, class: "tick end" }, text(value)),
    ]),
    svg("path", { d: `M${left} ${MARGIN.top}V${bottom}H${width - MARGIN.right}`, class: "axis" }),
    svg("text", { x: (left + width) / 2, y: height - 6, class: "middle" }, xLabel),
    svg("text", { transform: `translate(12 ${bottom / 2}) rotate(-90)`, class: "middle" }, yLabel),
  ];
}

/**
 * Put a point into a chart that can be moved: with the mouse, with a finger, or with the arrow keys once it has focus.
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
    x = Math.min(Math.max(to[0], area.x[0]), area.x[1]);
    y = Math.min(Math.max(to[1], area.y[0]), area.y[1]);
    node.setAttribute("transform", `translate(${area.toX(x).toFixed(2)} ${area.toY(y).toFixed(2)})`);
    node.setAttribute("aria-valuenow", x.toFixed(2));
    node.setAttribute("aria-valuetext", `${x.toFixed(2)}, ${y.toFixed(2)}`);
  };
  const move = (/** @type {Point} */ to) => {
    moveTo(to);
    onmove([x, y]);
  };
  moveTo(at);
  node.addEventListener("pointerdown", (event) => {
    node.setPointerCapture(event.pointerId);
    node.focus();
    event.preventDefault();
  });
  node.addEventListener("pointermove", (event) => {
    if (node.hasPointerCapture(event.pointerId)) move(area.fromPointer(event));
  });
  node.addEventListener("keydown", (event) => {
    const length = event.shiftKey ? 5 * step : step;
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation(); // in a notebook, arrow keys would leave the cell
    move([x + by[0] * length, y + by[1] * length]);
  });
  return { node, moveTo };
}

/**
 * Say which line is which.
 *
 * @param {[string, string][]} entries classes of the marks, and their names
 * @returns {HTMLElement}
 */
export function legend(entries) {
  const mark = (/** @type {string} */ look) =>
    svg(
      "svg",
      { viewBox: "0 0 22 12", width: 22, height: 12, "aria-hidden": "true" },
      svg("rect", { x: 1, y: 2, width: 20, height: 8, class: look }),
    );
  return html("p", { class: "legend" }, ...entries.map(([look, name]) => html("span", {}, mark(look), ` ${name}`)));
}
