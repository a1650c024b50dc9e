/** A face rebuilt from its first k coordinates, and what light and shifts do to it. */

import { chart, legend } from "./chart.js";
import { coordinates, errorsByCount, rebuild } from "./face_space.js";
import { changeLight, lightSliders, SAME_LIGHT } from "./light.js";
import { button, html, picture, readouts, sentence, slider, svg } from "./shared.js";

/** @typedef {import("./face_space.js").FaceSpace} FaceSpace */
/** @typedef {{ k: number, right: number, down: number } & import("./light.js").Light} Changes */

const FARTHEST_SHIFT = 6; // pixels

const grouped = (/** @type {number} */ value) => Math.round(value).toLocaleString("en");

/**
 * Move a face; the space that opens repeats the outermost pixels.
 *
 * @param {FaceSpace} space
 * @param {{ right: number, down: number }} by whole pixels
 * @returns {Uint8Array}
 */
function shiftFace({ face, width, height }, { right, down }) {
  const inside = (/** @type {number} */ at, /** @type {number} */ size) => Math.min(Math.max(at, 0), size - 1);
  return face.map(
    (_, i) => face[inside(Math.floor(i / width) - down, height) * width + inside((i % width) - right, width)],
  );
}

/**
 * Draw the error over the number of eigenfaces.
 *
 * @param {number[]} before errors of the photograph
 * @param {number[]} errors of the changed face
 * @param {number} k
 */
function errorChart(before, errors, k) {
  const area = chart({
    label: "Error over the number of eigenfaces",
    x: [0, before.length - 1],
    y: [0, 20 * Math.ceil(Math.max(before[0], errors[0]) / 20)],
    xLabel: "eigenfaces k",
    yLabel: "error (gray values)",
    height: 200,
  });
  const toPath = (/** @type {number[]} */ values) => area.path(values.map((error, count) => [count, error]));
  area.add(
    svg("path", { d: toPath(before), class: "before" }),
    svg("path", { d: toPath(errors), class: "line" }),
    svg("circle", { cx: area.toX(k), cy: area.toY(errors[k]), r: 6, class: "marker" }),
  );
  return area.node;
}

/**
 * Say what the change does.
 *
 * @param {{ k: number, error: number, before: number, mean: number, moved: number, apart: number }} measured
 */
function conclusion({ k, error, before, mean, moved, apart }) {
  if (moved === 0) {
    const both = `${k} numbers rebuild the face with an error of ${error.toFixed(1)} gray values a pixel`;
    return k === 0
      ? `Without any eigenface, everybody is the mean face: an error of ${mean.toFixed(1)} gray values a pixel.`
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
  const figures = pictures.map(({ node }, i) => html("figure", {}, node, html("figcaption", {}, labels[i])));
  return { node: html("div", { class: "strip" }, ...figures), paint };
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
  const errors = html("div");
  const lines = legend([
    ["line", "this face"],
    ["before", "as photographed"],
  ]);
  const figures = readouts([
    "error per pixel",
    "as photographed",
    "coordinates moved by",
    "two training faces (median)",
  ]);
  const summary = sentence();
  const show = () => {
    const { k } = state;
    const face = changeLight(shiftFace(space, state), space.width, state);
    const now = coordinates(space, face);
    const after = errorsByCount(space, face, now);
    const moved = Math.hypot(...now.slice(0, k).map((value, i) => value - original[i]));
    pictures.paint(face, rebuild(space, now.slice(0, k)));
    errors.replaceChildren(errorChart(before, after, k));
    figures.show({
      "error per pixel": after[k].toFixed(1),
      "as photographed": before[k].toFixed(1),
      "coordinates moved by": grouped(moved),
      "two training faces (median)": grouped(space.distances[k]),
    });
    const apart = space.distances[k];
    summary.say(conclusion({ k, error: after[k], before: before[k], mean: before[0], moved, apart }));
    changed();
  };
  const whole = (/** @type {"k" | "right" | "down"} */ name, /** @type {any} */ options) =>
    slider({
      ...options,
      value: state[name],
      oninput: (to) => {
        state[name] = to;
        show();
      },
    });
  const ofShift = { min: -FARTHEST_SHIFT, max: FARTHEST_SHIFT, format: (/** @type {number} */ by) => `${by} px` };
  const count = whole("k", { label: "eigenfaces k", min: 0, max: original.length });
  const right = whole("right", { label: "shift to the right", ...ofShift });
  const down = whole("down", { label: "shift down", ...ofShift });
  const light = lightSliders(state, show);
  const reset = button("as photographed", () => {
    light.reset();
    Object.assign(state, { right: 0, down: 0 });
    right.move(0);
    down.move(0);
    show();
  });
  show();
  return html(
    "div",
    {},
    html("div", { class: "controls" }, count.node),
    html("div", { class: "row rebuilt" }, pictures.node, html("div", { class: "panel" }, errors, lines)),
    html("div", { class: "changes" }, ...light.nodes, right.node, down.node, html("div", {}, reset)),
    figures.node,
    summary.node,
  );
}

export const NO_CHANGES = { ...SAME_LIGHT, right: 0, down: 0 };
