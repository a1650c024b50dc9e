/** What is drawn in many charts, and moved: a curve, a dot, and straight lines from one side to the other. */

import { setNumbers, svg } from "./elements.js";

/** @typedef {import("./chart.js").Chart} Chart */
/** @typedef {import("./chart.js").Point} Point */

/**
 * Add a curve, which is drawn later.
 *
 * @param {Chart} area
 * @param {string} [look]
 */
export function addCurve(area, look = "line") {
  const node = svg("path", { class: look });
  area.add(node);
  return { node, draw: (/** @type {Point[]} */ points) => node.setAttribute("d", area.path(points)) };
}

/**
 * Add a dot.
 *
 * @param {Chart} area
 * @param {{ r?: number, look?: string }} [options]
 */
export function addDot(area, { r = 6, look = "marker" } = {}) {
  const node = svg("circle", { r, class: look });
  area.add(node);
  return { node, moveTo: (/** @type {Point} */ [x, y]) => setNumbers(node, { cx: area.toX(x), cy: area.toY(y) }) };
}

/**
 * Add a line from the left to the right, such as a threshold.
 *
 * @param {Chart} area
 * @param {string} [look]
 */
export function addLevel(area, look = "line limit") {
  const node = svg("line", { x1: area.toX(area.x[0]), x2: area.toX(area.x[1]), class: look });
  area.add(node);
  return { moveTo: (/** @type {number} */ y) => setNumbers(node, { y1: area.toY(y), y2: area.toY(y) }) };
}

/**
 * Add a line from the top to the bottom.
 *
 * @param {Chart} area
 * @param {string} look
 */
export function addUpright(area, look) {
  const node = svg("line", { y1: area.toY(area.y[1]), y2: area.toY(area.y[0]), class: look });
  area.add(node);
  return { moveTo: (/** @type {number} */ x) => setNumbers(node, { x1: area.toX(x), x2: area.toX(x) }) };
}
