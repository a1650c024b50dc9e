/** A face rebuilt from its first k coordinates, and what light and shifts do to it. */

import { changeControls, shiftFace, wholeSlider } from "./eigenfaces_changes.js";
import { errorChart } from "./eigenfaces_errors.js";
import { html } from "./elements.js";
import { coordinates, errorsByCount, rebuild } from "./face_space.js";
import { captioned, controls } from "./layout.js";
import { changeLight } from "./light.js";
import { picture } from "./picture.js";
import { readouts, sentence } from "./readouts.js";

/** @typedef {import("./face_space.js").FaceSpace} FaceSpace */
/** @typedef {import("./eigenfaces_changes.js").Changes} Changes */

const READOUTS = ["root mean square error", "as photographed", "coordinates moved by", "two training faces (median)"];

const grouped = (/** @type {number} */ value) => Math.round(value).toLocaleString("en");

/**
 * Say what the change does.
 *
 * @param {{ k: number, error: number, before: number, mean: number, moved: number, apart: number }} measured
 */
function conclusion({ k, error, before, mean, moved, apart }) {
  if (moved === 0) {
    const both = `${k} numbers rebuild the face with a root mean square error of ${error.toFixed(1)} gray values`;
    return k === 0
      ? `Without any eigenface, everybody is the mean face: a root mean square error of ${mean.toFixed(1)} gray values.`
      : `${both}; the mean face alone has ${mean.toFixed(1)}.`;
  }
  return (
    `It is the same person, but the error is ${(error / before).toFixed(1)} times what it was, and the coordinates ` +
    `moved ${(moved / apart).toFixed(1)} times as far as two training faces usually lie apart.`
  );
}

/**
 * Make the pictures: the face, the one rebuilt from it, and what is missing.
 *
 * @param {FaceSpace} space
 */
function threePictures({ width, height }) {
  const labels = ["the face", "the rebuilt face", "the difference"];
  const pictures = labels.map((label) => picture({ width, height, label, scale: 3 }));
  const paint = (/** @type {ArrayLike<number>} */ face, /** @type {Float32Array} */ rebuilt) => {
    pictures[0].paint(face);
    pictures[1].paint(rebuilt);
    pictures[2].paint(rebuilt.map((value, i) => 127.5 + face[i] - value));
  };
  const figures = pictures.map(({ node }, i) => captioned(node, labels[i]));
  return { node: html("div", { class: "strip" }, ...figures), paint };
}

/**
 * Measure what the changes do to the face.
 *
 * @param {FaceSpace} space
 * @param {Changes} state
 * @param {{ original: number[], before: number[] }} photographed its coordinates, and its errors by k
 */
function measure(space, state, { original, before }) {
  const { k } = state;
  const face = changeLight(shiftFace(space, state), space.width, state);
  const now = coordinates(space, face);
  const after = errorsByCount(space, face, now);
  const moved = Math.hypot(...now.slice(0, k).map((value, i) => value - original[i]));
  const apart = space.distances[k];
  const shown = [after[k].toFixed(1), before[k].toFixed(1), grouped(moved), grouped(apart)];
  const figures = Object.fromEntries(READOUTS.map((name, i) => [name, shown[i]]));
  const inWords = conclusion({ k, error: after[k], before: before[k], mean: before[0], moved, apart });
  return { face, rebuilt: rebuild(space, now.slice(0, k)), after, figures, inWords };
}

/**
 * Make the part in which a face is rebuilt.
 *
 * @param {FaceSpace} space
 * @param {Changes} state it is changed in place
 * @param {() => void} changed
 * @returns {HTMLElement}
 */
export function rebuildPart(space, state, changed) {
  const original = coordinates(space, space.face);
  const before = errorsByCount(space, space.face, original);
  const pictures = threePictures(space);
  const errors = errorChart(before);
  const figures = readouts(READOUTS);
  const summary = sentence();
  const show = () => {
    const measured = measure(space, state, { original, before });
    pictures.paint(measured.face, measured.rebuilt);
    errors.show(measured.after, state.k);
    figures.show(measured.figures);
    summary.say(measured.inWords);
    changed();
  };
  show();
  const count = wholeSlider(state, "k", { label: "eigenfaces k", min: 0, max: original.length }, show);
  return html(
    "div",
    {},
    controls(count.node),
    html("div", { class: "row rebuilt" }, pictures.node, errors.node),
    changeControls(state, show),
    figures.node,
    summary.node,
  );
}
