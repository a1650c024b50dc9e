/** Boxes on a photograph: their overlap, and where they are drawn. */

import { setNumbers } from "./elements.js";

/** @typedef {import("./chart.js").Chart} Chart */
/** @typedef {[number, number, number, number]} Box left, top, right, bottom in pixels; right and bottom exclusive */

export const areaOf = (/** @type {Box} */ [left, top, right, bottom]) =>
  Math.max(right - left, 0) * Math.max(bottom - top, 0);

/**
 * Find the box that two have in common; its right end lies left of its left one if there is none.
 *
 * @param {Box} a
 * @param {Box} b
 * @returns {Box}
 */
export function common(a, b) {
  return [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
}

/**
 * @param {Box} a
 * @param {Box} b
 */
export function compare(a, b) {
  const intersection = areaOf(common(a, b));
  const union = areaOf(a) + areaOf(b) - intersection;
  return { intersection, union, iou: intersection / union };
}

/**
 * Put a box's rectangle where the box is.
 *
 * @param {Chart} area with y upwards: minus the row
 * @param {SVGRectElement} node
 * @param {Box} box
 */
export function fit(area, node, [left, top, right, bottom]) {
  const [x, y] = [area.toX(left), area.toY(-top)];
  const [width, height] = [area.toX(right) - x, area.toY(-bottom) - y];
  setNumbers(node, { x, y, width: Math.max(width, 0), height: Math.max(height, 0) });
}
