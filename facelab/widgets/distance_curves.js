/** How far the embedding goes as one control moves: a curve for each control. */

import { chart, legend } from "./chart.js";
import { html, svg } from "./shared.js";

/** @typedef {import("./shared.js").Point} Point */
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
  const points = values.map((value, i) => /** @type {Point} */ ([value, distances[i]]));
  const dot = svg("circle", { r: 6, class: "marker" });
  area.add(svg("path", { d: area.path(points), class: "line" }), dot);
  if (threshold !== null) {
    const limit = { x1: area.toX(low), x2: area.toX(high), y1: area.toY(threshold), y2: area.toY(threshold) };
    area.add(svg("line", { ...limit, class: "line limit" }));
  }
  const show = (/** @type {number} */ value) => {
    const at = ((value - low) / (high - low)) * (values.length - 1);
    const left = Math.min(Math.floor(at), values.length - 2);
    const distance = distances[left] + (at - left) * (distances[left + 1] - distances[left]);
    dot.setAttribute("cx", String(area.toX(value)));
    dot.setAttribute("cy", String(area.toY(distance)));
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
  const node = html("div", { class: "panel" }, spot, legend(threshold === null ? names.slice(0, 1) : names));
  const show = (/** @type {string} */ name, /** @type {number} */ value) => {
    all[name].show(value);
    if (spot.firstChild !== all[name].node) spot.replaceChildren(all[name].node);
  };
  return { node, show };
}
