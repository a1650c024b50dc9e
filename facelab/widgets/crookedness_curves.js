/** How far the embedding goes as one control moves: a curve for each control. */

import { chart, legend } from "./chart.js";
import { html } from "./elements.js";
import { panel } from "./layout.js";
import { addCurve, addDot, addLevel } from "./marks.js";

/** @typedef {{ label: string, low: number, high: number, start: number, neutral: number }} Move */

/**
 * Draw the distance of the embedding for each value of one control.
 *
 * @param {Move} move
 * @param {{ values: number[], distances: number[] }} measured
 * @param {number | null} threshold
 */
function distanceCurve({ label, low, high }, { values, distances }, threshold) {
  const area = chart({
    label: `Distance of the embedding for each ${label}`,
    x: [low, high],
    y: [0, 1.1 * Math.max(...distances, threshold ?? 0)],
    xLabel: label,
    yLabel: "distance",
    height: 200,
  });
  addCurve(area).draw(values.map((value, i) => [value, distances[i]]));
  const dot = addDot(area);
  if (threshold !== null) addLevel(area).moveTo(threshold);
  const show = (/** @type {number} */ value) => {
    const at = ((value - low) / (high - low)) * (values.length - 1);
    const left = Math.min(Math.floor(at), values.length - 2);
    dot.moveTo([value, distances[left] + (at - left) * (distances[left + 1] - distances[left])]);
  };
  return { node: area.node, show };
}

/**
 * Show the curve of the control that was moved last.
 *
 * @param {any} data
 */
export function curves({ moves, distances, threshold }) {
  if (!distances) return { node: html("div"), show: () => {} };
  const all = Object.fromEntries(
    Object.keys(moves).map((name) => [name, distanceCurve(moves[name], distances[name], threshold)]),
  );
  const spot = html("div");
  const names = /** @type {[string, string][]} */ ([
    ["line", "distance of the embedding from the upright face's, if nothing else is moved"],
    ["line limit", "threshold: beyond it, taken for another person"],
  ]);
  const node = panel(spot, legend(threshold === null ? names.slice(0, 1) : names));
  const show = (/** @type {string} */ name, /** @type {number} */ value) => {
    all[name].show(value);
    if (spot.firstChild !== all[name].node) spot.replaceChildren(all[name].node);
  };
  return { node, show };
}
