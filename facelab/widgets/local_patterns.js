/** Local binary patterns: choose a pixel, and see its neighbors' bits, and what of them other light changes. */

import { bitsOf, lbpCodes, N_NEIGHBORS, neighborValues } from "./lbp.js";
import { changeLight, lightSliders, SAME_LIGHT } from "./light.js";
import { neighborhood } from "./neighborhood.js";
import { pixelPicker } from "./pixel_picker.js";
import { button, html, memory, picture, place, readouts, sentence, slider, unpack } from "./shared.js";

/** @typedef {import("./shared.js").Context} Context */
/** @typedef {{ width: number, height: number }} Size */

const SCALE = 2; // screen pixels for one

const percent = (/** @type {number} */ share) => `${(100 * share).toFixed(1)} %`;

/**
 * Make the two pictures of patterns: all of them, and which have changed.
 *
 * @param {Size} size
 */
function patternPictures({ width, height }) {
  const codes = picture({ width, height, label: "the patterns as gray values", scale: SCALE });
  const changes = picture({ width, height, label: "changed patterns, white", scale: SCALE });
  const show = (/** @type {Uint8Array} */ now, /** @type {Uint8Array} */ before) => {
    codes.paint(now);
    changes.paint(now.map((code, i) => (code === before[i] ? 0 : 255)));
  };
  const figure = (/** @type {HTMLElement} */ node, /** @type {string} */ caption) =>
    html("figure", {}, node, html("figcaption", {}, caption));
  const node = html(
    "div",
    { class: "strip" },
    figure(codes.node, "all patterns, as gray values"),
    figure(changes.node, "white: changed by the light"),
  );
  return { node, show };
}

/**
 * Compute all patterns under a light, and count what it has changed.
 *
 * @param {Uint8Array} face
 * @param {Size} size
 * @param {{ radius: number } & import("./light.js").Light} state
 * @param {{ radius: number, before: Uint8Array }} known the patterns as photographed, at a radius
 */
function compare(face, size, state, known) {
  const { radius } = state;
  const before = radius === known.radius ? known.before : lbpCodes(face, size, radius);
  const lit = changeLight(face, size.width, state);
  const codes = lbpCodes(lit, size, radius);
  const counts = { grays: 0, patterns: 0, bits: 0, cut: 0 };
  for (let i = 0; i < face.length; i++) {
    if (face[i] !== lit[i]) counts.grays++;
    if (face[i] !== lit[i] && (lit[i] === 0 || lit[i] === 255)) counts.cut++;
    if (before[i] !== codes[i]) counts.patterns++;
    for (let turned = before[i] ^ codes[i]; turned; turned >>= 1) counts.bits += turned & 1;
  }
  const shares = {
    grays: counts.grays / face.length,
    patterns: counts.patterns / face.length,
    bits: counts.bits / face.length / N_NEIGHBORS,
    cut: counts.cut / face.length,
  };
  return { radius, before, lit, codes, shares };
}

/**
 * Say how the bits make a number, and what the light does.
 *
 * @param {number} code
 * @param {{ grays: number, patterns: number, bits: number, cut: number }} shares
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
  const { values, shape } = unpack(model.get("data").face);
  const face = /** @type {Uint8Array} */ (values);
  const size = { width: shape[1], height: shape[0] };
  const [row, column] = model.get("data").pixel;
  const state = { row, column, radius: 1, ...SAME_LIGHT, ...model.get("state") };
  const remember = memory(model);

  let now = compare(face, size, state, { radius: 0, before: face });
  const photo = pixelPicker(size, state, () => showPixel());
  const enlarged = neighborhood();
  const patterns = patternPictures(size);
  const figures = readouts([
    "bits, from the right",
    "pattern",
    "as photographed",
    "patterns changed",
    "bits changed",
    "gray values changed",
  ]);
  const summary = sentence();
  const showPixel = () => {
    const { lit, before, codes, shares } = now;
    const i = state.row * size.width + state.column;
    const values = neighborValues(lit, size, state.radius, state);
    photo.show(state.radius);
    enlarged.show({ pixels: lit, size, pixel: state, radius: state.radius, values, code: codes[i], before: before[i] });
    figures.show({
      "bits, from the right": bitsOf(codes[i]).join(" "),
      pattern: String(codes[i]),
      "as photographed": String(before[i]),
    });
    summary.say(conclusion(codes[i], shares));
    remember({ ...state });
  };
  const show = () => {
    now = compare(face, size, state, now);
    photo.paint(now.lit);
    patterns.show(now.codes, now.before);
    figures.show({
      "patterns changed": percent(now.shares.patterns),
      "bits changed": percent(now.shares.bits),
      "gray values changed": percent(now.shares.grays),
    });
    showPixel();
  };
  const radius = slider({
    label: "radius",
    min: 1,
    max: 3,
    step: 0.5,
    value: state.radius,
    format: (pixels) => `${pixels} px`,
    oninput: (to) => {
      state.radius = to;
      show();
    },
  });
  const light = lightSliders(state, () => show());
  const reset = button("as photographed", () => {
    light.reset();
    show();
  });
  show();
  place(
    { model, el },
    html("div", { class: "changes" }, ...light.nodes, radius.node, html("div", {}, reset)),
    html(
      "div",
      { class: "row" },
      html("figure", {}, photo.node, html("figcaption", {}, "choose a pixel")),
      html(
        "figure",
        { class: "enlarged" },
        enlarged.node,
        html("figcaption", {}, "bit, gray value; outside: its worth"),
      ),
      patterns.node,
    ),
    figures.node,
    summary.node,
  );
}

export default { render };
