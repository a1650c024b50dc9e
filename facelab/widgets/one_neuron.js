/** One neuron between two people: sliders for its weights and its bias, and a button for a step of gradient descent. */

import { classKeys } from "./class_marks.js";
import { button, slider } from "./controls.js";
import { html } from "./elements.js";
import { scaled } from "./feature_plane.js";
import { controls, panel, place, row } from "./layout.js";
import { memory } from "./model.js";
import { outputsOf, squaredLoss, stepped } from "./neuron.js";
import { written } from "./number_grid.js";
import { outputChart } from "./one_neuron_outputs.js";
import { CROSS, neuronPlane } from "./one_neuron_plane.js";
import { readouts, sentence } from "./readouts.js";

/** @typedef {import("./model.js").Context} Context */
/** @typedef {import("./chart.js").Point} Point */
/** @typedef {import("./neuron.js").Neuron} Neuron */
/** @typedef {Neuron & { steps: number }} State steps: since a slider was moved */

const SCALED = "The neuron gets both numbers centered and scaled.";
const LOSS = "Loss: the mean of the squared differences between the outputs and the right answers, 1 and 0.";
/** @type {import("./class_marks.js").Key[]} */
const KEYS = [
  ["line", "output 0.5"],
  ["dashed-line", "output 0.9, and 0.1"],
  ["neuron-mean", "mean of all faces: x₁ = x₂ = 0", CROSS],
  ["neuron-error", "how far an output is from the right answer"],
];

/**
 * Make a slider each for the two weights and the bias. `move` shows numbers between their steps, too.
 *
 * @param {number} largest
 * @param {Neuron} start
 * @param {(neuron: Neuron) => void} onmove
 */
function neuronSliders(largest, start, onmove) {
  let values = [...start.weights, start.bias];
  const sliders = ["weight w₁", "weight w₂", "bias b"].map((label, i) =>
    slider({
      label,
      min: -largest,
      max: largest,
      step: 0.05,
      value: values[i],
      format: () => written(values[i], 2),
      oninput: (to) => {
        const [w1, w2, bias] = values.with(i, to);
        onmove({ weights: [w1, w2], bias });
      },
    }),
  );
  const move = (/** @type {Neuron} */ { weights, bias }) => {
    values = [...weights, bias];
    for (const [i, { move }] of sliders.entries()) move(values[i]);
  };
  return { nodes: sliders.map(({ node }) => node), move };
}

/**
 * Say how many faces are on the right side.
 *
 * @param {boolean[]} isRight
 * @param {boolean} hasLine
 * @param {number} first output of a face
 */
function sides(isRight, hasLine, first) {
  if (!hasLine) {
    const there = first > 0.5 ? "above 0.5" : first < 0.5 ? "below 0.5" : "0.5";
    return `There is no line here: the output is ${there} everywhere.`;
  }
  const nWrong = isRight.filter((right) => !right).length;
  if (nWrong === 0) return `All ${isRight.length} faces are on the right side.`;
  return `${nWrong} of ${isRight.length} faces ${nWrong === 1 ? "is" : "are"} on the wrong side.`;
}

/**
 * Say what a step did to the loss.
 *
 * @param {number} before
 * @param {number} after
 */
function stepTaken(before, after) {
  const [from, to] = [before.toFixed(4), after.toFixed(4)];
  if (from === to) return `After this step the loss is still ${to}, to four decimals.`;
  return `With this step the loss ${after < before ? "falls" : "rises"} from ${from} to ${to}.`;
}

/** @param {Context} context */
function render({ model, el }) {
  const data = model.get("data");
  const remember = memory(model);
  /** @type {State} */
  let state = { ...data.neuron, steps: 0, ...model.get("state") };
  /** @type {Point[]} */
  const inputs = data.points.map((/** @type {Point} */ point) => scaled(data, point));
  /** @type {number[]} */
  const answers = data.labels.map((/** @type {number} */ k) => Number(k === data.positive));
  const plane = neuronPlane(data);
  const chart = outputChart(data, answers);
  const figures = readouts(["loss", "on the right side", "steps"]);
  const summary = sentence();

  const lossNow = () => squaredLoss(outputsOf(state, inputs), answers);
  const update = (/** @type {State} */ to) => {
    state = to;
    const outputs = outputsOf(state, inputs);
    const isRight = outputs.map((output, i) => output > 0.5 === (answers[i] === 1));
    const hasLine = plane.show(state, isRight);
    chart.show(outputs, isRight);
    sliders.move(state);
    figures.show({
      loss: lossNow().toFixed(4),
      "on the right side": `${isRight.filter(Boolean).length} of ${isRight.length}`,
      steps: String(state.steps),
    });
    summary.say(sides(isRight, hasLine, outputs[0]));
    remember(state);
  };
  const sliders = neuronSliders(data.largest, state, (neuron) => update({ ...neuron, steps: 0 }));
  const step = button("one step of gradient descent", () => {
    const before = lossNow();
    update({ ...stepped(state, inputs, answers, data.rate), steps: state.steps + 1 });
    summary.say(stepTaken(before, lossNow()));
  });
  const back = button("as at the start", () => update({ ...data.neuron, steps: 0 }));
  update(state);
  const top = [controls(...sliders.nodes), row(step, back), figures.node, summary.node];
  const names = data.names.map((/** @type {string} */ name, /** @type {number} */ k) =>
    k === data.positive ? `${name}: the right answer is 1` : `${name}: the right answer is 0`,
  );
  const drawn = row(
    panel(plane.node, html("p", {}, SCALED), html("p", {}, LOSS)),
    panel(...chart.nodes, classKeys(names, KEYS)),
  );
  place({ model, el }, ...top, drawn);
}

export default { render };
