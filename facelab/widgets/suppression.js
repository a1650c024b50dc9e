/** Non-max suppression: which boxes are left for two thresholds, and which one suppressed which. */

import { legend } from "./chart.js";
import { slider } from "./controls.js";
import { overlaps, suppress } from "./greedy.js";
import { controls, panel, place, row } from "./layout.js";
import { keptRank, manyBoxes } from "./many_boxes.js";
import { memory } from "./model.js";
import { hundredths } from "./number_text.js";
import { readouts, sentence } from "./readouts.js";
import { keptCurve } from "./suppression_curve.js";

/** @typedef {import("./model.js").Context} Context */
/** @typedef {import("./greedy.js").Result} Result */
/** @typedef {{ least: number, threshold: number, rank: number }} State rank: of the kept box that is looked at, 0 for
 *   all */

/**
 * Count what became of the boxes.
 *
 * @param {Result} result
 */
function countBoxes({ kept, by }) {
  const low = by.filter((winner) => winner < 0).length;
  return { boxes: by.length, low, dropped: by.length - low - kept.length, kept: kept.length };
}

/**
 * Say what the best box, or the one that is looked at, suppresses.
 *
 * @param {Result} result
 * @param {State} state
 * @param {number[]} scores
 */
function inWords(result, { rank, threshold }, scores) {
  const { boxes, low, dropped } = countBoxes(result);
  if (!rank) {
    const why = `overlap a kept, better box with an IoU of ${hundredths(threshold)} or more, and are suppressed`;
    return `${boxes - low} boxes take part; ${dropped} of them ${why}.`;
  }
  const chosen = result.kept[rank - 1];
  const others = result.by.filter((winner) => winner === chosen).length - 1;
  return `Kept box ${rank} has a score of ${scores[chosen].toFixed(3)}; it suppresses ${others} others (dashed).`;
}

/**
 * @param {{ min: number, max: number, step: number }} ends of the scores
 * @param {State} state
 * @param {(by: Partial<State>) => void} change
 */
function thresholdSliders(ends, { least, threshold }, change) {
  const [format, iou] = [hundredths, { min: 0, max: 1, step: 0.01 }];
  return [
    slider({ label: "score above", ...ends, value: least, format, oninput: (to) => change({ least: to }) }).node,
    slider({ label: "IoU threshold", ...iou, value: threshold, format, oninput: (to) => change({ threshold: to }) })
      .node,
  ];
}

/** @param {Context} context */
function render({ model, el }) {
  const data = model.get("data");
  /** @type {{ boxes: import("./boxes.js").Box[], scores: number[], image: string, size: [number, number] }} */
  const { boxes, scores, image, size } = data;
  const order = scores.map((_, i) => i).sort((a, b) => scores[b] - scores[a]);
  const found = { order, scores, pairs: overlaps(boxes) };
  const remember = memory(model);
  /** @type {State} */
  const state = { least: data.least, threshold: data.iou, rank: 0, ...model.get("state") };

  const choose = (/** @type {number} */ rank) => change({ rank });
  const photo = manyBoxes({ image, size, boxes, order, onchoose: choose });
  const ranks = keptRank(choose);
  const curve = keptCurve(boxes.length);
  const figures = readouts(["boxes", "below the score", "suppressed", "kept"]);
  const summary = sentence();
  const change = (/** @type {Partial<State>} */ by) => {
    Object.assign(state, by);
    const run = (/** @type {number} */ threshold) => suppress(found, state.least, threshold);
    if (by.least !== undefined) curve.draw((threshold) => run(threshold).kept.length);
    const result = run(state.threshold);
    const { low, dropped, kept } = countBoxes(result);
    state.rank = Math.min(state.rank, kept);
    photo.show(result, state.rank ? result.kept[state.rank - 1] : -1);
    ranks.show(state.rank, kept);
    curve.moveTo([state.threshold, kept]);
    const counts = { boxes: boxes.length, "below the score": low, suppressed: dropped, kept };
    figures.show(Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, String(count)])));
    summary.say(inWords(result, state, scores));
    remember({ ...state });
  };
  change({ least: state.least });
  const looks = legend([
    ["box-kept", "kept"],
    ["box-suppressed", "suppressed"],
  ]);
  const sliders = controls(...thresholdSliders(data.slider, state, change), ranks.node);
  const drawn = row(panel(photo.node, looks), panel(curve.node));
  place({ model, el }, sliders, figures.node, summary.node, drawn);
}

export default { render };
