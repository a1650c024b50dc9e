/** How many boxes are kept, over the IoU threshold. */

import { chart } from "./chart.js";
import { addCurve, addDot } from "./marks.js";

const N_POINTS = 21;

/**
 * Make the chart: `draw` draws the curve, `moveTo` puts the dot on it.
 *
 * @param {number} most boxes
 */
export function keptCurve(most) {
  const area = chart({
    label: "Boxes kept at each IoU threshold",
    x: [0, 1],
    y: [0, most],
    xLabel: "IoU threshold",
    yLabel: "boxes kept",
  });
  const curve = addCurve(area);
  const thresholds = Array.from({ length: N_POINTS }, (_, i) => i / (N_POINTS - 1));
  const draw = (/** @type {(threshold: number) => number} */ count) =>
    curve.draw(thresholds.map((threshold) => [threshold, count(threshold)]));
  return { node: area.node, draw, moveTo: addDot(area).moveTo };
}
