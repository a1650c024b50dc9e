/** A plane of embeddings of two numbers. */

import { chart, MARGIN } from "./chart.js";

/** @typedef {import("./chart.js").Point} Point */

const WIDTH = 320;

/**
 * Make a chart in which one unit is as long upward as sideways.
 *
 * @param {string} label
 * @param {Point} x ends of the axis
 * @param {Point} y
 */
export function embeddingPlane(label, x, y) {
  const unit = (WIDTH - MARGIN.left - MARGIN.right) / (x[1] - x[0]);
  const height = unit * (y[1] - y[0]) + MARGIN.top + MARGIN.bottom;
  const [xLabel, yLabel] = ["first number of the embedding", "second number"];
  return chart({ label, x, y, xLabel, yLabel, width: WIDTH, height });
}
