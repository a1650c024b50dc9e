/** The distance to the badge, as a curve over the strengths of one change. */

import { chart } from "./chart.js";
import { svg, ticks } from "./shared.js";

/** @typedef {{ name: string, unit: string, amounts: number[], distances: number[], images: string[] }} Change
 *    amounts and distances begin with none, images with the first change */

export const inShort = (/** @type {number} */ amount) => String(Number(amount.toPrecision(3)));

/**
 * Draw the distance over the strengths of one change, at equal steps, with the amounts below.
 *
 * @param {Change} change
 * @param {number} threshold
 * @param {number} highest end of the axis of distances
 */
export function strengthCurve({ name, unit, amounts, distances }, threshold, highest) {
  const last = amounts.length - 1;
  const area = chart({
    label: `Distance over the strengths of ${name}`,
    x: [-0.4, last + 0.4], // so that nothing is cut off at the ends
    y: [0, highest],
    xLabel: `${name}: ${unit}`,
    yLabel: "distance to the badge",
  });
  const below = area.node.querySelectorAll(".tick.middle");
  ticks(...area.x).forEach((step, i) => {
    below[i].textContent = inShort(amounts[step]); // of the amounts, not of the steps
  });
  const dot = svg("circle", { r: 8, class: "worse-here" });
  const [left, right, level] = [area.toX(area.x[0]), area.toX(area.x[1]), area.toY(threshold)];
  area.add(
    svg("line", { x1: left, x2: right, y1: level, y2: level, class: "line", "stroke-dasharray": "4 2" }),
    svg("text", { x: left + 4, y: level - 5 }, "threshold"),
    svg("path", { d: area.path(distances.map((distance, step) => [step, distance])), class: "line" }),
    ...distances.map((distance, step) => worsePoint(area.toX(step), area.toY(distance), distance <= threshold)),
    dot,
  );
  const show = (/** @type {number} */ step) => {
    dot.setAttribute("cx", String(area.toX(step)));
    dot.setAttribute("cy", String(area.toY(distances[step])));
  };
  return { node: area.node, show };
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
