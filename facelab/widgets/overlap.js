/** Two boxes over a face: their intersection, their union, and whether their IoU is enough for one face. */

import { compare } from "./boxes.js";
import { legend } from "./chart.js";
import { button, slider } from "./controls.js";
import { html } from "./elements.js";
import { controls, panel, place, row } from "./layout.js";
import { memory } from "./model.js";
import { hundredths } from "./number_text.js";
import { sideways } from "./overlap_curve.js";
import { readouts, sentence } from "./readouts.js";
import { NAMES, twoBoxes } from "./two_boxes.js";

/** @typedef {import("./model.js").Context} Context */
/** @typedef {import("./boxes.js").Box} Box */
/** @typedef {{ boxes: Box[], least: number }} State least: IoU that is enough */

const inPixels = (/** @type {number} */ area) => `${area.toLocaleString("en")} pixels`;

/**
 * Say whether the overlap is enough.
 *
 * @param {number} iou
 * @param {number} least
 */
function verdict(iou, least) {
  const judged = iou >= least ? "at least" : "less than";
  const end = iou >= least ? "the two boxes count as one face" : "they do not count as one face";
  return `The IoU of ${iou.toFixed(3)} is ${judged} ${hundredths(least)}: ${end}.`;
}

/**
 * @param {number} value
 * @param {(least: number) => void} oninput
 */
function leastSlider(value, oninput) {
  const ends = { min: 0.05, max: 1, step: 0.05 };
  return controls(slider({ label: "IoU that is enough", ...ends, value, format: hundredths, oninput }).node);
}

/** @param {Context} context */
function render({ model, el }) {
  const data = model.get("data");
  const limits = { width: data.size[0], height: data.size[1], smallest: data.smallest };
  const remember = memory(model);
  /** @type {State} */
  let state = { boxes: data.boxes, least: data.least, ...model.get("state") };
  const figures = readouts(["intersection", "union", "IoU"]);
  const summary = sentence();
  const curve = sideways(limits);
  const photo = twoBoxes({
    image: data.image,
    limits,
    onmove: (which, box) => change({ boxes: state.boxes.with(which, box) }),
  });
  const change = (/** @type {Partial<State>} */ by) => {
    state = { ...state, ...by };
    const { boxes, least } = state;
    const { intersection, union, iou } = compare(boxes[0], boxes[1]);
    photo.show(boxes);
    curve.show(boxes, least);
    figures.show({ intersection: inPixels(intersection), union: inPixels(union), IoU: iou.toFixed(3) });
    summary.say(verdict(iou, least));
    remember(state);
  };
  change({});
  const onto = button("second box onto the first", () => change({ boxes: [state.boxes[0], state.boxes[0]] }));
  const back = button("as at the start", () => change({ boxes: data.boxes }));
  const top = [leastSlider(state.least, (least) => change({ least })), html("p", {}, onto, " ", back)];
  const names = legend([
    ["overlap-box overlap-box-0", NAMES[0]],
    ["overlap-box overlap-box-1", NAMES[1]],
    ["overlap-shared", "intersection"],
  ]);
  const charts = row(panel(photo.node, names), curve.node);
  place({ model, el }, ...top, figures.node, summary.node, charts);
}

export default { render };
