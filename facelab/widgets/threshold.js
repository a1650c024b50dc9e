/** A threshold over genuine and impostor distances: both errors, a point on the ROC, and the pairs judged wrongly. */

import { legend } from "./chart.js";
import { slider } from "./controls.js";
import { controls, panel, place, row } from "./layout.js";
import { memory, unpack } from "./model.js";
import { percent, rounded } from "./number_text.js";
import { readouts, sentence } from "./readouts.js";
import { histogram, rocChart } from "./threshold_charts.js";
import { wrongPairs } from "./threshold_pairs.js";

/** @typedef {import("./model.js").Context} Context */
/** @typedef {import("./chart.js").Point} Point */
/** @typedef {{ step: number, share: number }} State share: of genuine pairs among all */

/**
 * Compute the rates at a threshold.
 *
 * @param {Point} errors FAR and VAL: the shares of impostor and of genuine pairs that are accepted
 * @param {number} share of genuine pairs among all
 */
function rates([FAR, VAL], share) {
  const accepted = share * VAL + (1 - share) * FAR;
  const precision = accepted ? (share * VAL) / accepted : Number.NaN;
  const accuracy = share * VAL + (1 - share) * (1 - FAR);
  const F1 = VAL === 0 ? 0 : (2 * precision * VAL) / (precision + VAL);
  return { FAR, FRR: 1 - VAL, VAL, precision, F1, accuracy };
}

/**
 * @param {ArrayLike<number>} limits
 * @param {State} state
 * @param {(by: Partial<State>) => void} change
 */
function thresholdControls(limits, { step, share }, change) {
  const move = slider({
    label: "threshold",
    min: 0,
    max: limits.length - 1,
    value: step,
    format: (at) => rounded(limits[at]),
    oninput: (to) => change({ step: to }),
  });
  const mix = slider({
    label: "share of genuine pairs",
    min: 0.001,
    max: 0.999,
    step: 0.001,
    value: share,
    format: percent,
    oninput: (to) => change({ share: to }),
  });
  return controls(move.node, mix.node);
}

/** @param {Context} context */
function render({ model, el }) {
  const data = model.get("data");
  const [limits, genuine, impostor] = [data.thresholds, data.genuine, data.impostor].map(
    (packed) => unpack(packed).values,
  );
  const [ours, theirs] = [genuine, impostor].map((accepted) => accepted[accepted.length - 1]);
  const points = Array.from(limits, (_, i) => /** @type {Point} */ ([impostor[i] / theirs, genuine[i] / ours]));
  const remember = memory(model);
  /** @type {State} */
  const state = { step: data.first, share: ours / (ours + theirs), ...model.get("state") };
  const density = histogram({ limits, genuine, impostor });
  const roc = rocChart(points);
  const figures = readouts(["FAR", "FRR", "VAL", "precision", "F1", "accuracy"]);
  const faces = wrongPairs(data.faces);
  const summary = sentence();

  const change = (/** @type {Partial<State>} */ by) => {
    const { step, share } = Object.assign(state, by);
    const threshold = limits[step];
    const found = rates(points[step], share);
    density.show(threshold);
    roc.show(points[step]);
    figures.show(Object.fromEntries(Object.entries(found).map(([name, rate]) => [name, percent(rate)])));
    faces.show(threshold);
    const wrong = Math.round(10000 * (1 - found.accuracy));
    summary.say(`Of 10,000 such pairs, ${wrong.toLocaleString("en")} would be judged wrongly.`);
    remember({ step, share, threshold });
  };
  change({});
  const kinds = legend([
    ["fill-genuine", "one person"],
    ["fill-impostor", "two people"],
  ]);
  const charts = row(panel(density.node, kinds), panel(roc.node));
  place({ model, el }, thresholdControls(limits, state, change), figures.node, summary.node, charts, faces.node);
}

export default { render };
