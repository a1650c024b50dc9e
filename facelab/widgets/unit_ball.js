/** The unit ball of the Minkowski distance from p = 1 to infinity, and who is nearest to a query. */

import { legend } from "./chart.js";
import { slider } from "./controls.js";
import { svg } from "./elements.js";
import { handle } from "./handle.js";
import { controls, panel, place, row } from "./layout.js";
import { nearest } from "./minkowski.js";
import { memory } from "./model.js";
import { readouts, sentence } from "./readouts.js";
import { ballPlane } from "./unit_ball_plane.js";
import { distanceTable, powerText } from "./unit_ball_table.js";

/** @typedef {import("./model.js").Context} Context */
/** @typedef {import("./chart.js").Point} Point */
/** @typedef {{ position: number, points: Point[] }} State position: of the slider */

/**
 * Say whether the metric matters here.
 *
 * @param {string} winner
 * @param {string} other
 * @param {number} p
 */
function verdict(winner, other, p) {
  if (p === 2) return `p = 2 is the Euclidean distance itself; ${winner} is nearest.`;
  if (winner === other) return `Here the metric does not matter: ${winner} is nearest for p = ${powerText(p)}, too.`;
  return `The metric decides: ${winner} is nearest for p = ${powerText(p)}, ${other} for the Euclidean distance.`;
}

/**
 * Put a person into the plane.
 *
 * @param {import("./chart.js").Chart} area
 * @param {{ label: string, at: Point, onmove: (to: Point) => void }} options
 */
function person(area, { label, at, onmove }) {
  const mark = svg("g", {}, svg("circle", { r: 6 }), svg("text", { y: -11, class: "middle gallery-name" }, label));
  area.add(handle(area, { label, at, step: 0.05, onmove, mark }).node);
}

/** @param {Context} context */
function render({ model, el }) {
  const { names, points: start, position: first, n_positions: last, reach } = model.get("data");
  const remember = memory(model);
  /** @type {State} */
  let state = { position: first, points: start, ...model.get("state") };
  const power = (/** @type {number} */ at) => last / (last - at); // infinity at the last position
  const people = ballPlane(reach);
  const distances = distanceTable(names);
  const figures = readouts(["nearest for this p", "nearest for p = 2"]);
  const summary = sentence();
  const change = (/** @type {Partial<State>} */ by) => {
    state = { ...state, ...by };
    const p = power(state.position);
    const [winner, other] = [p, 2].map((each) => names[nearest(state.points, each)]);
    people.show(state.points, p);
    distances.show(state.points, p);
    figures.show({ "nearest for this p": winner, "nearest for p = 2": other });
    summary.say(verdict(winner, other, p));
    remember(state);
  };
  for (const [i, at] of state.points.entries()) {
    const onmove = (/** @type {Point} */ to) => change({ points: state.points.with(i, to) });
    person(people.area, { label: names[i], at, onmove });
  }
  const format = (/** @type {number} */ at) => powerText(power(at));
  const positions = { min: 0, max: last, value: state.position, format };
  const move = slider({ label: "p", ...positions, oninput: (position) => change({ position }) });
  change({});
  const looks = legend([
    ["unit-ball", "distance up to 1 (unit ball)"],
    ["grown-ball", "as far as the nearest, this p"],
    ["grown-circle", "as far as the nearest, Euclidean"],
  ]);
  const drawn = row(panel(people.area.node, looks), distances.node);
  place({ model, el }, controls(move.node), figures.node, summary.node, drawn);
}

export default { render };
