/** The plane of two features, of which a network sees the centered and scaled values. */

import { chart } from "./chart.js";

/** @typedef {import("./chart.js").Point} Point */
/** @typedef {{ low: Point, high: Point, mean: Point, deviation: Point }} Frame low, high: the plane's corners */

/** Center and scale a point, as the network sees it. */
export const scaled = (/** @type {Frame} */ { mean, deviation }, /** @type {Point} */ point) =>
  /** @type {Point} */ (point.map((value, axis) => (value - mean[axis]) / deviation[axis]));

/**
 * Make a chart of the plane; `toPlane` undoes the scaling of a point, `pathOf` that of a line to draw.
 *
 * @param {Frame} frame
 * @param {[string, string]} [features] what the axes are called
 */
export function featurePlane({ low, high, mean, deviation }, [xLabel, yLabel] = ["feature 1", "feature 2"]) {
  const [x, y] = [0, 1].map((axis) => /** @type {Point} */ ([low[axis], high[axis]]));
  const area = chart({ label: "Plane of the two features", x, y, width: 420, height: 340, xLabel, yLabel });
  const toPlane = (/** @type {Point} */ [a, b]) =>
    /** @type {Point} */ ([a * deviation[0] + mean[0], b * deviation[1] + mean[1]]);
  const pathOf = (/** @type {Point[]} */ line) => area.path(line.map(toPlane));
  return { area, toPlane, pathOf };
}

/**
 * Find where a weighted sum is 0: a straight line, from one side of the plane to another; none if it does not cross it.
 *
 * @param {Point} weights
 * @param {number} bias
 * @param {[Point, Point]} corners the plane's, as the network sees them
 * @returns {Point[]}
 */
export function zeroLine([a, b], bias, [[left, bottom], [right, top]]) {
  /** @type {Point[]} */
  const places = [
    ...[left, right].map((x) => /** @type {Point} */ ([x, -(bias + a * x) / b])),
    ...[bottom, top].map((y) => /** @type {Point} */ ([-(bias + b * y) / a, y])),
  ];
  return places.filter(([x, y]) => x >= left && x <= right && y >= bottom && y <= top);
}
