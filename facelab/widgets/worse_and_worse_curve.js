/** The distance to the reference, as a curve over the strengths of one change. */

import { chart, ticks } from "./chart.js";
import { svg } from "./elements.js";
import { addCurve, addDot } from "./marks.js";
import { inShort } from "./number_text.js";

/** @typedef {{ name: string, unit: string, amounts: number[], unchanged: number, distances: number[],
 *   images: string[] }} Change unchanged: which of the amounts changes nothing */

/**
 * Draw the distance over the strengths of one change, at equal steps, with the amounts below.
 *
 * @param {Change} change
 * @param {{ threshold: number, highest: number, label: string }} scale of the distances; highest: where its axis ends
 */
export function strengthCurve({ name, unit, amounts, distances }, { threshold, highest, label }) {
  const last = amounts.length - 1;
  const area = chart({
    label: `Distance over the strengths of ${name}`,
    x: [-0.4, last + 0.4], // so that nothing is cut off at the ends
    y: [0, highest],
    xLabel: `${name}: ${unit}`,
    yLabel: label,
  });
  const below = area.node.querySelectorAll(".tick.middle");
  ticks(...area.x).forEach((step, i) => {
    below[i].textContent = inShort(amounts[step]); // of the amounts, not of the steps
  });
  const [left, right, level] = [area.toX(area.x[0]), area.toX(area.x[1]), area.toY(threshold)];
  area.add(
    svg("line", { x1: left, x2: right, y1: level, y2: level, class: "line", "stroke-dasharray": "4 2" }),
    svg("text", { x: left + 4, y: level - 5 }, "threshold"),
  );
  addCurve(area).draw(distances.map((distance, step) => [step, distance]));
  area.add(...distances.map((distance, step) => worsePoint(area.toX(step), area.toY(distance), distance <= threshold)));
  const dot = addDot(area, { r: 8, look: "worse-here" });
  return { node: area.node, show: (/** @type {number} */ step) => dot.moveTo([step, distances[step]]) };
}

/**
 * Draw a strength: full if it is accepted, hollow if it is refused.
 *
 * @param {number} x
 * @param {number} y
 * @param {boolean} accepted
 */
function worsePoint(x, y, accepted) {
  return svg("circle", { cx: x, cy: y, r: 4, class: accepted ? "worse-accepted" : "worse-refused" });
}
