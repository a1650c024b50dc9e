/** A face mixed by hand: the mean face plus as much of each eigenface as a slider says. */

import { clamp } from "./clamp.js";
import { button, slider } from "./controls.js";
import { html } from "./elements.js";
import { coordinates, difference, rebuild } from "./face_space.js";
import { captioned } from "./layout.js";
import { picture } from "./picture.js";
import { readouts, sentence } from "./readouts.js";

/** @typedef {import("./face_space.js").FaceSpace} FaceSpace */

const N_MIXED = 10;
const FARTHEST = 3; // standard deviations

const inSteps = (/** @type {number} */ value) => Math.round(10 * clamp(value, -FARTHEST, FARTHEST)) / 10 || 0; // never −0

const withSign = (/** @type {number} */ value) =>
  value ? `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(1)}` : "0";

/** Draw a number from a standard normal distribution, nearly: the sum of twelve uniform ones, less its mean. */
const normal = () => Array.from({ length: 12 }, Math.random).reduce((sum, value) => sum + value, -6);

/**
 * Draw an eigenface; middle gray is zero.
 *
 * @param {FaceSpace} space
 * @param {number} i
 */
function thumbnail({ width, height, eigenfaces }, i) {
  const { node, paint } = picture({ width, height, label: `picture of eigenface ${i + 1}`, scale: 0.8 });
  const largest = Math.max(...eigenfaces[i].map(Math.abs));
  paint(eigenfaces[i].map((value) => 127.5 + (127.5 * value) / largest));
  return node;
}

/**
 * Say what is mixed.
 *
 * @param {number[]} weights
 */
function recipe(weights) {
  const used = weights.flatMap((weight, i) => (weight ? [`${withSign(weight)} of eigenface ${i + 1}`] : []));
  if (used.length === 0) return "This is the mean face: no eigenface is added.";
  const named = used.length > 3 ? `${used.slice(0, 3).join(", ")}, and ${used.length - 3} more` : used.join(", ");
  return `The mean face with ${named}, in standard deviations of the training faces.`;
}

/**
 * Make the pictures, and what is said of them.
 *
 * @param {FaceSpace} space
 * @param {number[]} ofFace the photograph's first coordinates
 */
function mixedPicture(space, ofFace) {
  const { width, height, face, deviations } = space;
  const mixed = picture({ width, height, label: "the mixed face", scale: 4 });
  const photograph = picture({ width, height, label: "the photograph", scale: 4 });
  photograph.paint(face);
  const rebuilt = `photograph rebuilt from ${ofFace.length}`;
  const figures = readouts(["difference from the photograph", rebuilt, "beyond black or white"]);
  figures.show({ [rebuilt]: difference(face, rebuild(space, ofFace)).toFixed(1) });
  const summary = sentence();
  const show = (/** @type {number[]} */ weights) => {
    const inUnits = weights.map((weight, i) => weight * deviations[i]);
    const values = rebuild(space, inUnits);
    mixed.paint(values);
    const beyond = values.filter((value) => value < 0 || value > 255).length / values.length;
    figures.show({
      "difference from the photograph": difference(face, values).toFixed(1),
      "beyond black or white": `${(100 * beyond).toFixed(0)} %`,
    });
    summary.say(recipe(weights));
  };
  const strip = [captioned(mixed.node, "your mix"), captioned(photograph.node, "a photograph")];
  return { node: html("div", { class: "strip" }, ...strip), findings: [figures.node, summary.node], show };
}

/**
 * Make a slider for each eigenface, with its picture.
 *
 * @param {FaceSpace} space
 * @param {number[]} weights
 * @param {(i: number, to: number) => void} onweight
 */
function mixSliders(space, weights, onweight) {
  const ends = { min: -FARTHEST, max: FARTHEST, step: 0.1, format: withSign };
  const sliders = weights.map((value, i) =>
    slider({ label: `eigenface ${i + 1}`, ...ends, value, oninput: (to) => onweight(i, inSteps(to)) }),
  );
  const rows = sliders.map(({ node }, i) => html("div", { class: "eigenface" }, thumbnail(space, i), node));
  const moveTo = (/** @type {number[]} */ to) => {
    for (const [i, { move }] of sliders.entries()) move(to[i]);
  };
  return { node: html("div", { class: "eigenfaces" }, ...rows), moveTo };
}

/**
 * Make the part in which a face is mixed.
 *
 * @param {FaceSpace} space
 * @param {{ weights: number[] }} state it is changed in place
 * @param {() => void} changed
 * @returns {HTMLElement}
 */
export function mixPart(space, state, changed) {
  const n = Math.min(N_MIXED, space.eigenfaces.length);
  const ofFace = coordinates(space, space.face).slice(0, n);
  const pictures = mixedPicture(space, ofFace);
  const show = (/** @type {number[]} */ weights) => {
    state.weights = weights;
    pictures.show(weights);
    changed();
  };
  show(Array.from({ length: n }, (_, i) => state.weights[i] ?? 0));
  const sliders = mixSliders(space, state.weights, (i, to) => show(state.weights.with(i, to)));
  const moveAll = (/** @type {(i: number) => number} */ to) => {
    const weights = state.weights.map((_, i) => inSteps(to(i)));
    sliders.moveTo(weights);
    show(weights);
  };
  const buttons = [
    button("mean face", () => moveAll(() => 0)),
    button("random face", () => moveAll(normal)),
    button("the photographed face", () => moveAll((i) => ofFace[i] / space.deviations[i])),
  ];
  return html(
    "div",
    {},
    html("p", {}, ...buttons.flatMap((each) => [each, " "])),
    html("div", { class: "mix" }, pictures.node, sliders.node),
    ...pictures.findings,
  );
}
