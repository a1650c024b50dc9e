/** A ring in a map that goes from point to point. */

import { clamp } from "./clamp.js";
import { svg } from "./elements.js";
import { nearestTo, nextTowards } from "./embedding_points.js";
import { arrowKey } from "./handle.js";

/** @typedef {import("./chart.js").Point} Point */
/** @typedef {import("./chart.js").Chart} Chart */

const REACH = 0.08; // how near to a point the pointer must come, as a share of the map's width

/**
 * Put a ring into the map that goes from point to point, by pointer and by keys.
 *
 * @param {Chart} area
 * @param {Point[]} points
 * @param {{ at: number, onmove: (to: number) => void, name: (at: number) => string }} options
 */
export function walker(area, points, { at, onmove, name }) {
  const last = points.length - 1;
  const ring = svg("circle", { r: 11, class: "walker-ring" });
  const spoken = { "aria-label": "photograph", "aria-roledescription": "point that arrow keys move to another one" };
  const range = { "aria-valuemin": 1, "aria-valuemax": last + 1 };
  const node = svg("g", { class: "handle walker", tabindex: 0, role: "slider", ...spoken, ...range }, ring);
  const moveTo = (/** @type {number} */ to) => {
    at = to;
    node.setAttribute("transform", `translate(${area.toX(points[at][0])} ${area.toY(points[at][1])})`);
    node.setAttribute("aria-valuenow", String(at + 1));
    node.setAttribute("aria-valuetext", name(at));
  };
  const go = (/** @type {number} */ to) => {
    if (to === at) return;
    moveTo(to);
    onmove(to);
  };
  node.addEventListener("keydown", (event) => {
    const direction = arrowKey(event);
    const step = { PageUp: -1, PageDown: 1, Home: -last, End: last }[event.key]; // so that no point is out of reach
    if (direction) go(nextTowards(points, at, direction));
    else if (step) go(clamp(at + step, 0, last));
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  const point = (/** @type {PointerEvent} */ event) => {
    const pointer = area.fromPointer(event);
    const [nearest] = nearestTo(points, pointer);
    const [x, y] = [0, 1].map((axis) => points[nearest][axis] - pointer[axis]);
    if (Math.hypot(x, y) <= REACH * (area.x[1] - area.x[0])) go(nearest);
  };
  area.node.addEventListener("pointermove", point);
  area.node.addEventListener("pointerdown", point);
  moveTo(at);
  area.add(node);
}
