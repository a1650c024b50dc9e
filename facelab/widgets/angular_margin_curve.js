/** What a loss puts in place of a cosine, as a curve over the angle. */

import { ANGULAR_LOSSES } from "./angular_margin_losses.js";
import { chart, legend } from "./chart.js";
import { html, svg } from "./shared.js";

/** @typedef {import("./shared.js").Point} Point */
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
  const line = svg("path", { class: "line" });
  const dot = svg("circle", { r: 6, class: "marker" });
  const degrees = Array.from({ length: 91 }, (_, i) => 2 * i);
  const curve = (/** @type {Rule} */ rule) =>
    area.path(degrees.map((angle) => /** @type {Point} */ ([angle, rule((angle * Math.PI) / 180)])));
  area.add(svg("path", { d: curve(Math.cos), class: "angular-cosine" }), line, dot);
  const show = (/** @type {Rule} */ rule, /** @type {number} */ theta) => {
    line.setAttribute("d", curve(rule));
    dot.setAttribute("cx", String(area.toX(degreesOf(theta))));
    dot.setAttribute("cy", String(area.toY(rule(theta))));
  };
  const names = legend([
    ["angular-full", loss === "modified softmax" ? "no margin" : formula],
    ["angular-cosine", "cos θ₁"],
  ]);
  return { node: html("div", {}, area.node, names), show };
}
