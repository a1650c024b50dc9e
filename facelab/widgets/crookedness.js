/** A face that is turned, scaled, shifted and made wider over the template, and what alignment undoes of it. */

import { bestSimilarity, mapPoint, meanPoint, rootMeanSquare, then } from "./affine.js";
import { legend } from "./chart.js";
import { button, slider } from "./controls.js";
import { curves } from "./crookedness_curves.js";
import { html } from "./elements.js";
import { framed } from "./framed_face.js";
import { controls, place, row } from "./layout.js";
import { memory } from "./model.js";
import { readouts, sentence } from "./readouts.js";

/** @typedef {import("./model.js").Context} Context */
/** @typedef {import("./chart.js").Point} Point */
/** @typedef {import("./affine.js").Affine} Affine */
/** @typedef {import("./crookedness_curves.js").Move} Move */
/** @typedef {Record<string, number>} Values of turn, scale, right, down and width */
/** @typedef {{ values: Values, last: string }} State last: the control that was moved last */

const tenths = (/** @type {number} */ value) => (Math.round(10 * value) / 10 || 0).toFixed(1); // never -0.0

/**
 * Say how the face moves in the chip.
 *
 * @param {Values} values
 * @param {Point} middle that it turns about
 * @returns {Affine}
 */
function movement({ turn, scale, right, down, width }, [x, y]) {
  const [cosine, sine] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
  const about = /** @type {Affine} */ ([scale * width, 0, 0, scale, -scale * width * x, -scale * y]);
  return then(about, [cosine, sine, -sine, cosine, x + right, y + down]);
}

/**
 * Make the measurement of how far the landmarks lie from the template, before alignment and after it.
 *
 * @param {Point[]} points
 * @param {Point[]} template
 */
function aligner(points, template) {
  const upright = bestSimilarity(points, template).map;
  const middle = meanPoint(template);
  const away = (/** @type {Affine} */ map) =>
    rootMeanSquare(
      points.map((point) => mapPoint(map, point)),
      template,
    );
  const align = (/** @type {Values} */ values) => {
    const crooked = then(upright, movement(values, middle));
    const there = points.map((point) => mapPoint(crooked, point));
    const { map, scale, degrees } = bestSimilarity(there, template);
    const aligned = then(crooked, map);
    return { crooked, aligned, far: away(crooked), near: away(aligned), scale, degrees };
  };
  return { align, own: away(upright) };
}

/**
 * Say what alignment leaves.
 *
 * @param {number} far root mean square before alignment
 * @param {number} near after it
 * @param {number | null} own what a face of its true width leaves, if this one has another
 */
function inWords(far, near, own) {
  const rest =
    own === null
      ? "are left wherever the face lies, for its own shape is not the template's."
      : `are left, not ${own.toFixed(1)}: a similarity keeps proportions, and cannot undo the change of width.`;
  return (
    `The landmarks lie ${far.toFixed(1)} pixels from the template (root mean square). After the best similarity ` +
    `transform, ${near.toFixed(1)} pixels ${rest}`
  );
}

/**
 * Make a slider for each move, and a button that takes all of them back.
 *
 * @param {Record<string, Move>} moves
 * @param {State} state
 * @param {(by: Partial<State>) => void} change
 */
function moveControls(moves, state, change) {
  const sliders = Object.entries(moves).map(([name, { label, low, high }]) => {
    const whole = high - low > 10;
    const format = (/** @type {number} */ value) => value.toFixed(whole ? 0 : 2);
    const oninput = (/** @type {number} */ to) => change({ values: { ...state.values, [name]: to }, last: name });
    const ends = { min: low, max: high, step: whole ? 1 : 0.01 };
    return { name, ...slider({ label, ...ends, value: state.values[name], format, oninput }) };
  });
  const upright = button("upright", () => {
    for (const { name, move } of sliders) move(moves[name].neutral);
    change({ values: valuesOf(moves, "neutral") });
  });
  return [controls(...sliders.map(({ node }) => node)), html("p", {}, upright)];
}

const valuesOf = (/** @type {Record<string, Move>} */ moves, /** @type {"start" | "neutral"} */ which) =>
  Object.fromEntries(Object.entries(moves).map(([name, move]) => [name, move[which]]));

/** @param {Context} context */
function render({ model, el }) {
  const data = model.get("data");
  const remember = memory(model);
  /** @type {State} */
  const state = { values: valuesOf(data.moves, "start"), last: "turn", ...model.get("state") };
  const { align, own } = aligner(data.points, data.template);
  const [before, after] = ["as it stands", "aligned"].map((title) => framed({ title, data }));
  const figures = readouts(["before alignment", "after alignment", "alignment turns by", "alignment scales by"]);
  const summary = sentence();
  const curve = curves(data);

  const change = (/** @type {Partial<State>} */ by) => {
    const { values, last } = Object.assign(state, by);
    const { crooked, aligned, far, near, scale, degrees } = align(values);
    before.show(crooked);
    after.show(aligned);
    curve.show(last, values[last]);
    figures.show({
      "before alignment": `${far.toFixed(2)} pixels`,
      "after alignment": `${near.toFixed(2)} pixels`,
      "alignment turns by": `${tenths(degrees)}°`,
      "alignment scales by": scale.toFixed(3),
    });
    summary.say(inWords(far, near, values.width === data.moves.width.neutral ? null : own));
    remember({ values, last });
  };
  change({});
  const names = legend([
    ["chip-landmark", "landmarks of the face"],
    ["chip-aim", "template"],
  ]);
  const frames = html("div", { class: "chip-frames" }, row(before.node, after.node), names);
  const top = moveControls(data.moves, state, change);
  place({ model, el }, ...top, figures.node, summary.node, row(frames, curve.node));
}

export default { render };
