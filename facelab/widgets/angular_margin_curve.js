/** What a loss puts in place of a cosine, as a curve over the angle. */

import { ANGULAR_LOSSES } from "./angular_margin_losses.js";
import { chart, legend } from "./chart.js";
import { html } from "./elements.js";
import { addCurve, addDot } from "./marks.js";

/** @typedef {import("./chart.js").Point} Point */
/** @typedef {import("./angular_margin_losses.js").Rule} Rule */

export const degreesOf = (/** @type {number} */ radians) => (radians * 180) / Math.PI;

/**
 * Draw what a loss puts in place of cos θ₁, over the angle.
 *
 * @param {string} loss
 */
export function targetChart(loss) {
  const { formula, lowest } = ANGULAR_LOSSES[loss];
  const area = chart({
    label: `What ${loss} puts in place of the cosine`,
    x: [0, 180],
    y: [lowest, 1],
    xLabel: "angle θ₁ to its own row, degrees",
    yLabel: "in place of cos θ₁",
    height: 240,
  });
  const degrees = Array.from({ length: 91 }, (_, i) => 2 * i);
  const along = (/** @type {Rule} */ rule) =>
    degrees.map((angle) => /** @type {Point} */ ([angle, rule((angle * Math.PI) / 180)]));
  addCurve(area, "angular-cosine").draw(along(Math.cos));
  const curve = addCurve(area);
  const dot = addDot(area);
  const show = (/** @type {Rule} */ rule, /** @type {number} */ theta) => {
    curve.draw(along(rule));
    dot.moveTo([degreesOf(theta), rule(theta)]);
  };
  const names = legend([
    ["angular-full", loss === "modified softmax" ? "no margin" : formula],
    ["angular-cosine", "cos θ₁"],
  ]);
  return { node: html("div", {}, area.node, names), show };
}
