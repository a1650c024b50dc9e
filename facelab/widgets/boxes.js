/** Boxes on a photograph: their overlap, and where they are drawn. */

import { chart } from "./chart.js";
import { svg } from "./shared.js";

/** @typedef {import("./chart.js").Chart} Chart */
/** @typedef {[number, number, number, number]} Box left, top, right, bottom in pixels; right and bottom exclusive */

const LARGEST = { width: 320, height: 340 }; // of a photograph, in units of a chart

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
  const ends = { x: area.toX(left), y: area.toY(-top) };
  const shown = { ...ends, width: area.toX(right) - ends.x, height: area.toY(-bottom) - ends.y };
  for (const [name, value] of Object.entries(shown)) node.setAttribute(name, String(Math.max(value, 0)));
}

/**
 * Show a photograph to draw boxes on. Its y axis points upwards, as a chart's does: y is minus the row.
 *
 * @param {{ image: string, width: number, height: number, label: string }} options width, height: in pixels
 * @returns {Chart}
 */
export function photograph({ image, width, height, label }) {
  const scale = Math.min(LARGEST.width / width, LARGEST.height / height);
  const size = { width: width * scale, height: height * scale };
  const area = chart({ label, x: [0, width], y: [-height, 0], ...size, plain: true });
  area.add(svg("image", { href: image, ...size, preserveAspectRatio: "none" }));
  return area;
}
