/** Points to drag, and the regions of a tiny network that is trained anew at each move. */

import { classKeys } from "./class_marks.js";
import { button, choice, slider } from "./controls.js";
import { plane } from "./decision_plane.js";
import { pointHandles } from "./decision_points.js";
import { scaled } from "./feature_plane.js";
import { controls, panel, place, row } from "./layout.js";
import { memory } from "./model.js";
import { readouts, sentence } from "./readouts.js";
import { firstUnits, judge, train } from "./tiny_network.js";

/** @typedef {import("./model.js").Context} Context */
/** @typedef {import("./chart.js").Point} Point */
/** @typedef {import("./tiny_network.js").Activation} Activation */
/** @typedef {{ points: Point[], hidden: number, activation: Activation, start: number, rounds: number }} State */

const MOST_ROUNDS = 20;
/** @type {import("./class_marks.js").Key[]} */
const LINES = [
  ["line", "border between two regions"],
  ["dashed-line", "a hidden unit's line: its sum is 0 there"],
];

/**
 * Make the controls of the network.
 *
 * @param {State} state
 * @param {number} nStarts
 * @param {(change: Partial<State>) => void} update
 */
function networkControls(state, nStarts, update) {
  const hidden = { label: "hidden units", min: 1, max: 6, value: state.hidden };
  const start = { label: "starting weights", min: 1, max: nStarts, value: state.start };
  const activation = { label: "activation", options: ["tanh", "ReLU"], value: state.activation };
  return controls(
    slider({ ...hidden, oninput: (to) => update({ hidden: to }) }).node,
    slider({ ...start, oninput: (to) => update({ start: to }) }).node,
    choice({ ...activation, onchange: (to) => update({ activation: /** @type {Activation} */ (to) }) }).node,
  );
}

/**
 * Train a network on the points, and judge it on them.
 *
 * @param {any} data
 * @param {State} state
 */
function trained(data, { points, hidden, activation, start, rounds }) {
  const network = firstUnits(data.starts[start - 1], hidden);
  const samples = { points: points.map((point) => scaled(data, point)), labels: data.labels };
  const steps = rounds * data.steps;
  train(network, samples, activation, { steps, rate: data.rate });
  return { network, steps, ...judge(network, samples, activation) };
}

/** @param {Context} context */
function render({ model, el }) {
  const data = model.get("data");
  const remember = memory(model);
  const first = { points: data.points, hidden: data.hidden, activation: data.activation, start: 1, rounds: 1 };
  /** @type {State} */
  let state = { ...first, ...model.get("state") };
  const { area, show } = plane(data);
  const figures = readouts(["loss", "on the wrong side", "weights", "steps"]);
  const summary = sentence();

  const update = (/** @type {Partial<State>} */ change) => {
    state = { ...state, rounds: 1, ...change };
    const { network, steps, loss, wrong } = trained(data, state);
    const nWrong = wrong.filter(Boolean).length;
    show(network, state.activation);
    for (const [i, { node }] of handles.entries()) node.classList.toggle("wrong", wrong[i]);
    figures.show({
      loss: loss.toFixed(4),
      "on the wrong side": `${nWrong} of ${wrong.length}`,
      weights: String(Object.values(network).reduce((sum, weights) => sum + weights.length, 0)),
      steps: steps.toLocaleString("en"),
    });
    summary.say(summarize(state.hidden, nWrong, wrong.length));
    more.disabled = state.rounds >= MOST_ROUNDS;
    remember(state);
  };
  const handles = pointHandles(area, { ...data, points: state.points }, (moved, to) =>
    update({ points: state.points.with(moved, to) }),
  );
  const more = button(`Train ${data.steps} steps more`, () => update({ rounds: state.rounds + 1 }));
  const back = button("Put the points back", () => {
    for (const [i, { moveTo }] of handles.entries()) moveTo(data.points[i]);
    update({ points: data.points });
  });
  update({ rounds: state.rounds });
  const top = [networkControls(state, data.starts.length, update), row(more, back)];
  place({ model, el }, ...top, figures.node, summary.node, row(panel(area.node), classKeys(data.names, LINES)));
}

/**
 * @param {number} hidden
 * @param {number} nWrong
 * @param {number} nPoints
 */
function summarize(hidden, nWrong, nPoints) {
  const units = hidden === 1 ? "one hidden unit" : `${hidden} hidden units`;
  if (nWrong === 0) return `With ${units}, all ${nPoints} points are on the right side.`;
  return `With ${units}, ${nWrong} of ${nPoints} points ${nWrong === 1 ? "is" : "are"} on the wrong side.`;
}

export default { render };
