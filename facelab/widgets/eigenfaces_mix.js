/** A face mixed by hand: the mean face plus as much of each eigenface as a slider says. */

import { coordinates, difference, rebuild } from "./face_space.js";
import { button, html, picture, readouts, sentence, slider } from "./shared.js";

/** @typedef {import("./face_space.js").FaceSpace} FaceSpace */

const N_MIXED = 10;
const FARTHEST = 3; // standard deviations

const inSteps = (/** @type {number} */ value) =>
  Math.round(10 * Math.min(Math.max(value, -FARTHEST), FARTHEST)) / 10 || 0; // never −0

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
 * Make the part in which a face is mixed.
 *
 * @param {FaceSpace} space
 * @param {{ weights: number[] }} state it is changed in place
 * @param {() => void} changed
 * @returns {HTMLElement}
 */
export function mixPart(space, state, changed) {
  const { width, height, face, deviations } = space;
  const n = Math.min(N_MIXED, space.eigenfaces.length);
  const ofFace = coordinates(space, face).slice(0, n);
  state.weights = Array.from({ length: n }, (_, i) => state.weights[i] ?? 0);

  const mixed = picture({ width, height, label: "the mixed face", scale: 4 });
  const photograph = picture({ width, height, label: "the photograph", scale: 4 });
  photograph.paint(face);
  const figures = readouts(["difference from the photograph", `photograph rebuilt from ${n}`, "beyond black or white"]);
  const reachable = difference(face, rebuild(space, ofFace));
  const summary = sentence();
  const show = () => {
    const values = rebuild(
      space,
      state.weights.map((weight, i) => weight * deviations[i]),
    );
    mixed.paint(values);
    const beyond = values.filter((value) => value < 0 || value > 255).length / values.length;
    figures.show({
      "difference from the photograph": difference(face, values).toFixed(1),
      [`photograph rebuilt from ${n}`]: reachable.toFixed(1),
      "beyond black or white": `${(100 * beyond).toFixed(0)} %`,
    });
    summary.say(recipe(state.weights));
    changed();
  };
  const sliders = state.weights.map((value, i) =>
    slider({
      label: `eigenface ${i + 1}`,
      min: -FARTHEST,
      max: FARTHEST,
      step: 0.1,
      value,
      format: withSign,
      oninput: (to) => {
        state.weights[i] = inSteps(to);
        show();
      },
    }),
  );
  const moveAll = (/** @type {(i: number) => number} */ to) => {
    state.weights = sliders.map((_, i) => inSteps(to(i)));
    sliders.forEach(({ move }, i) => {
      move(state.weights[i]);
    });
    show();
  };
  show();
  return html(
    "div",
    {},
    html(
      "p",
      {},
      button("mean face", () => moveAll(() => 0)),
      " ",
      button("random face", () => moveAll(normal)),
      " ",
      button("the photographed face", () => moveAll((i) => ofFace[i] / deviations[i])),
    ),
    html(
      "div",
      { class: "mix" },
      html(
        "div",
        { class: "strip" },
        html("figure", {}, mixed.node, html("figcaption", {}, "your mix")),
        html("figure", {}, photograph.node, html("figcaption", {}, "a photograph")),
      ),
      html(
        "div",
        { class: "eigenfaces" },
        ...sliders.map(({ node }, i) => html("div", { class: "eigenface" }, thumbnail(space, i), node)),
      ),
    ),
    figures.node,
    summary.node,
  );
}
