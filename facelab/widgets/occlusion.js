/** A gray square over a face: how far it moves the embedding, and a heat map of all its places. */

import { legend } from "./chart.js";
import { checkbox } from "./controls.js";
import { distanceBar } from "./distance_bar.js";
import { html } from "./elements.js";
import { panel, place, row } from "./layout.js";
import { memory, unpack } from "./model.js";
import { coveredFace } from "./occlusion_face.js";
import { readouts, sentence } from "./readouts.js";

/** @typedef {import("./model.js").Context} Context */
/** @typedef {import("./occlusion_face.js").Grid} Grid */
/** @typedef {{ where: import("./occlusion_face.js").Where, heat: boolean }} State */

/**
 * Say in words what the square does.
 *
 * @param {number} distance
 * @param {Grid} grid
 * @param {number | null} threshold
 */
function inWords(distance, { values }, threshold) {
  const others = values.length - 1;
  const less = Array.from(values).filter((value) => value < distance).length;
  const rank = `Here the square moves the embedding by ${distance.toFixed(2)}: farther than at ${less} of the other ${others} places.`;
  if (threshold === null) return rank;
  return distance <= threshold
    ? `${rank} That is within the threshold: still the same person.`
    : `${rank} That is beyond the threshold: no longer the same person.`;
}

/**
 * Make what says and draws how far the embedding moves.
 *
 * @param {Grid} grid
 * @param {number | null} threshold
 */
function findings(grid, threshold) {
  const largest = Math.max(...Array.from(grid.values));
  const end = 1.1 * Math.max(largest, threshold ?? 0);
  const bar = distanceBar({ label: "How far the embedding moves", largest: end, threshold });
  const names = ["moves by", "farthest", ...(threshold === null ? [] : ["places beyond the threshold"])];
  const figures = readouts(names);
  const beyond = Array.from(grid.values).filter((value) => threshold !== null && value > threshold).length;
  const summary = sentence();
  const show = (/** @type {number} */ distance) => {
    bar.show(distance);
    figures.show({
      "moves by": distance.toFixed(3),
      farthest: largest.toFixed(3),
      "places beyond the threshold": `${beyond} of ${grid.values.length}`,
    });
    summary.say(inWords(distance, grid, threshold));
  };
  return { node: panel(figures.node, bar.node, summary.node), show };
}

/** @param {Context} context */
function render({ model, el }) {
  const data = model.get("data");
  const grid = unpack(data.distances);
  const [rows, columns] = grid.shape;
  const remember = memory(model);
  const middle = { row: Math.floor(rows / 2), column: Math.floor(columns / 2) };
  /** @type {State} */
  const state = { where: middle, heat: false, ...model.get("state") };
  const covered = coveredFace(data, grid, (where) => change({ where }));
  const found = findings(grid, data.threshold);

  const change = (/** @type {Partial<State>} */ by) => {
    const { where, heat } = Object.assign(state, by);
    covered.show(where, heat);
    found.show(grid.values[where.row * columns + where.column]);
    remember({ where, heat });
  };
  change({});
  const box = checkbox({ label: "heat map over the face", value: state.heat, onchange: (heat) => change({ heat }) });
  const key = legend([
    ["occlusion-pale", "moves it little"],
    ["occlusion-strong", "moves it far"],
  ]);
  place({ model, el }, row(html("div", { class: "occlusion-face" }, covered.node, box.node, key), found.node));
}

export default { render };
