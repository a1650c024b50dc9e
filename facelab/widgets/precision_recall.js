/** Precision and recall: what is right, wrong and missed at a threshold on the score, and the point on the curve. */

import { legend } from "./chart.js";
import { slider } from "./controls.js";
import { controls, panel, place, row } from "./layout.js";
import { memory } from "./model.js";
import { hundredths, percent } from "./number_text.js";
import { precisionRecallCurve } from "./precision_recall_curve.js";
import { judgedBoxes } from "./precision_recall_scene.js";
import { readouts, sentence } from "./readouts.js";

/** @typedef {import("./model.js").Context} Context */
/** @typedef {import("./chart.js").Point} Point */
/** @typedef {{ step: number }} State */

/** @param {Context} context */
function render({ model, el }) {
  const data = model.get("data");
  /** @type {{ thresholds: number[], counts: Point[], faces: number }} counts: boxes, and those that are right */
  const { thresholds, counts, faces } = data;
  const points = counts.map(([boxes, right]) => /** @type {Point} */ ([right / faces, right / boxes]));
  const remember = memory(model);
  /** @type {State} */
  const state = { step: data.first, ...model.get("state") };

  /** @type {import("./precision_recall_scene.js").Scene[]} */
  const scenes = data.scenes;
  const pictures = scenes.map((scene, i) => judgedBoxes(scene, data.size, `Scene ${i + 1} with its boxes`));
  const curve = precisionRecallCurve(points);
  const figures = readouts(["boxes", "right", "false alarms", "missed", "precision", "recall"]);
  const summary = sentence();
  const change = (/** @type {Partial<State>} */ by) => {
    const { step } = Object.assign(state, by);
    const [boxes, right] = counts[step];
    const [recall, precision] = points[step];
    for (const picture of pictures) picture.show(thresholds[step]);
    curve.moveTo(points[step]);
    const numbers = { boxes, right, "false alarms": boxes - right, missed: faces - right };
    const texts = Object.entries(numbers).map(([name, count]) => [name, count.toLocaleString("en")]);
    figures.show({ ...Object.fromEntries(texts), precision: percent(precision), recall: percent(recall) });
    summary.say(`At a score above ${hundredths(thresholds[step])}, ${right} of ${faces} faces are found.`);
    remember({ step });
  };
  const move = slider({
    label: "score above",
    min: 0,
    max: thresholds.length - 1,
    value: state.step,
    format: (at) => hundredths(thresholds[at]),
    oninput: (step) => change({ step }),
  });
  change({});
  const looks = legend([
    ["judged-right", "right"],
    ["judged-wrong", "false alarm"],
    ["judged-missed", "missed"],
  ]);
  const drawn = row(...pictures.map(({ node }) => panel(node)), panel(curve.node));
  place({ model, el }, controls(move.node), figures.node, summary.node, drawn, looks);
}

export default { render };
