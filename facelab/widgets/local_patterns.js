/** Local binary patterns: choose a pixel, and see its neighbors' bits, and what of them other light changes. */

import { slider } from "./controls.js";
import { captioned, place, row } from "./layout.js";
import { bitsOf, neighborValues } from "./lbp.js";
import { lightControls, SAME_LIGHT } from "./light.js";
import { compareLight } from "./local_patterns_light.js";
import { markedPhotograph, patternPictures } from "./local_patterns_pictures.js";
import { memory, unpackPhotograph } from "./model.js";
import { neighborhood } from "./neighborhood.js";
import { percent } from "./number_text.js";
import { readouts, sentence } from "./readouts.js";

/** @typedef {import("./model.js").Context} Context */
/** @typedef {import("./local_patterns_light.js").Shares} Shares */
/** @typedef {{ row: number, column: number, radius: number } & import("./light.js").Light} State */

const READOUTS = {
  bits: "bits, from the right",
  pattern: "pattern",
  before: "as photographed",
  patternsChanged: "patterns changed",
  bitsChanged: "bits changed",
  graysChanged: "gray values changed",
};

/** @param {Shares} shares */
function inNumbers({ grays, patterns, bits }) {
  return {
    [READOUTS.patternsChanged]: percent(patterns),
    [READOUTS.bitsChanged]: percent(bits),
    [READOUTS.graysChanged]: percent(grays),
  };
}

/**
 * Say how the bits make a number, and what the light does.
 *
 * @param {number} code
 * @param {Shares} shares
 */
function conclusion(code, { grays, patterns, bits, cut }) {
  const terms = bitsOf(code).flatMap((bit, p) => (bit ? [String(1 << p)] : []));
  const sum = `${terms.join(" + ") || "No bit is 1"}: pattern ${code}.`;
  if (grays === 0) return `${sum} Now change the light, and watch which bits turn.`;
  const ends =
    cut > 0.01 ? ` ${percent(cut)} of the gray values were cut to black or white, where the order is lost.` : "";
  const changed = `${percent(grays)} of the gray values, ${percent(bits)} of the bits, and so ${percent(patterns)}`;
  return `${sum} The light changed ${changed} of the patterns: one bit that turns makes another pattern.${ends}`;
}

/** @param {Context} context */
function render({ model, el }) {
  const data = model.get("data");
  const face = unpackPhotograph(data.face);
  /** @type {State} */
  const state = { row: data.pixel[0], column: data.pixel[1], radius: 1, ...SAME_LIGHT, ...model.get("state") };
  const remember = memory(model);
  const photo = markedPhotograph(face, ([row, column]) => showPixel(Object.assign(state, { row, column })));
  const enlarged = neighborhood();
  const patterns = patternPictures(face);
  const figures = readouts(Object.values(READOUTS));
  const summary = sentence();
  let now = compareLight(face, state, { radius: 0, before: face.pixels });

  const showPixel = (/** @type {State} */ pixel) => {
    const { radius, lit: pixels, before, codes, shares } = now;
    const at = pixel.row * face.width + pixel.column;
    const [code, was, values] = [codes[at], before[at], neighborValues(pixels, face, radius, pixel)];
    photo.show(pixel);
    enlarged.show({ pixels, size: face, pixel, radius, values, code, before: was });
    figures.show({
      [READOUTS.bits]: bitsOf(code).join(" "),
      [READOUTS.pattern]: String(code),
      [READOUTS.before]: String(was),
    });
    summary.say(conclusion(code, shares));
    remember({ ...state });
  };
  const show = () => {
    now = compareLight(face, state, now);
    photo.paint(now.lit);
    patterns.show(now.codes, now.before);
    figures.show(inNumbers(now.shares));
    showPixel(state);
  };
  const light = lightControls(state, show, { more: [radiusSlider(state, show)] });
  const photograph = captioned(photo.node, "choose a pixel");
  show();
  place({ model, el }, light, row(photograph, enlarged.node, patterns.node), figures.node, summary.node);
}

/**
 * @param {State} state it is changed in place
 * @param {() => void} changed
 */
function radiusSlider(state, changed) {
  const oninput = (/** @type {number} */ to) => {
    state.radius = to;
    changed();
  };
  const format = (/** @type {number} */ pixels) => `${pixels} px`;
  return slider({ label: "radius", min: 1, max: 3, step: 0.5, value: state.radius, format, oninput }).node;
}

export default { render };
