/** Precision over recall, with the point of one threshold. */

import { chart } from "./chart.js";
import { addCurve, addDot } from "./marks.js";

/** @typedef {import("./chart.js").Point} Point */

/**
 * Draw the curve; `moveTo` moves the point.
 *
 * @param {Point[]} points recall and precision at each threshold
 */
export function precisionRecallCurve(points) {
  const label = "Precision over recall";
  const area = chart({ label, x: [0, 1], y: [0, 1], xLabel: "recall", yLabel: "precision" });
  addCurve(area).draw(points);
  return { node: area.node, moveTo: addDot(area).moveTo };
}
