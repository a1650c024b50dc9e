/** A photograph that is changed more and more: its distance to a reference, against the threshold. */

import { choice, slider } from "./controls.js";
import { distanceBar } from "./distance_bar.js";
import { html } from "./elements.js";
import { controls, panel, place, row } from "./layout.js";
import { memory } from "./model.js";
import { hundredths, inShort } from "./number_text.js";
import { readouts, sentence } from "./readouts.js";
import { strengthCurve } from "./worse_and_worse_curve.js";

/** @typedef {import("./model.js").Context} Context */
/** @typedef {import("./worse_and_worse_curve.js").Change} Change */
/** @typedef {{ reference: string, changed: string }} Captions */
/** @typedef {{ name: string, step: number }} State of the change that is chosen; step: of its strengths */

/**
 * @param {string} src of the reference
 * @param {Captions} captions
 */
function faces(src, { reference, changed }) {
  const right = html("img");
  const below = html("figcaption");
  const node = html(
    "div",
    { class: "row worse-faces" },
    html("figure", {}, html("img", { src, alt: `the ${reference}` }), html("figcaption", {}, reference)),
    html("figure", {}, right, below),
  );
  const show = (/** @type {string} */ src, /** @type {string} */ what) => {
    right.src = src;
    right.alt = `the ${changed}, ${what}`;
    below.textContent = `${changed}, ${what}`;
  };
  return { node, show };
}

/**
 * Say in words what one sees.
 *
 * @param {Change} change
 * @param {number} step
 * @param {number} threshold
 * @param {Captions} captions
 */
function worseInWords({ name, amounts, unit, distances, unchanged }, step, threshold, { reference, changed }) {
  const accepted = distances[step] <= threshold;
  const side = accepted ? "within the threshold: accepted" : "beyond the threshold: refused";
  const what = step === unchanged ? "Unchanged" : `With ${name} ${inShort(amounts[step])} (${unit})`;
  return `${what}, the ${changed} is ${hundredths(distances[step])} away from the ${reference}, ${side}.`;
}

/**
 * Find the first strengths that are refused, on each side of none.
 *
 * @param {Change} change
 * @param {number} threshold
 */
function firstRefused({ amounts, distances, unchanged }, threshold) {
  if (distances[unchanged] > threshold) return "no change";
  const below = distances.findLastIndex((distance, step) => step < unchanged && distance > threshold);
  const above = distances.findIndex((distance, step) => step > unchanged && distance > threshold);
  const found = [below, above].filter((step) => step >= 0).map((step) => inShort(amounts[step]));
  return found.join(" and ") || "none of these";
}

/**
 * Make what draws the distance: a bar beside the pictures, and the curve of the change that is chosen.
 *
 * @param {Change[]} changes
 * @param {number} threshold
 * @param {Captions} captions
 */
function distanceDrawings(changes, threshold, { reference }) {
  const label = `distance to the ${reference}`;
  const highest = 1.1 * Math.max(threshold, ...changes.flatMap(({ distances }) => distances));
  const curves = new Map(changes.map((change) => [change, strengthCurve(change, { threshold, highest, label })]));
  const bar = distanceBar({ label, largest: highest, threshold });
  const spot = panel();
  const show = (/** @type {Change} */ change, /** @type {number} */ step) => {
    bar.show(change.distances[step]);
    const curve = /** @type {ReturnType<typeof strengthCurve>} */ (curves.get(change));
    curve.show(step);
    if (spot.firstChild !== curve.node) spot.replaceChildren(curve.node);
  };
  return { bar: bar.node, curve: spot, show };
}

/**
 * @param {Change[]} changes
 * @param {State} state
 * @param {(by: Partial<State>) => void} update
 */
function changeControls(changes, state, update) {
  const strength = slider({
    label: "strength",
    min: 0,
    max: changes[0].amounts.length - 1,
    value: state.step,
    format: (at) => strengthText(chosen(changes, state), at),
    oninput: (step) => update({ step }),
  });
  const kind = choice({
    label: "change",
    options: changes.map(({ name }) => name),
    value: state.name,
    onchange: (name) => {
      update({ name });
      strength.move(state.step); // the same step is another amount now
    },
  });
  return controls(kind.node, strength.node);
}

const strengthText = (/** @type {Change} */ { amounts, unchanged }, /** @type {number} */ step) =>
  step === unchanged ? "none" : inShort(amounts[step]);

const chosen = (/** @type {Change[]} */ changes, /** @type {State} */ state) =>
  changes.find(({ name }) => name === state.name) ?? changes[0];

/** @param {Context} context */
function render({ model, el }) {
  const data = model.get("data");
  /** @type {{ threshold: number, changes: Change[], captions: Captions }} */
  const { threshold, changes, captions } = data;
  const remember = memory(model);
  /** @type {State} */
  const state = { name: changes[0].name, step: data.first, ...model.get("state") };
  const drawings = distanceDrawings(changes, threshold, captions);
  const pictures = faces(data.reference, captions);
  const figures = readouts(["distance", "decision", "first refused at"]);
  const summary = sentence();

  const update = (/** @type {Partial<State>} */ by) => {
    const { name, step } = Object.assign(state, by);
    const change = chosen(changes, state);
    const distance = change.distances[step];
    const what = step === change.unchanged ? "unchanged" : `${name} ${inShort(change.amounts[step])}`;
    pictures.show(change.images[step], what);
    drawings.show(change, step);
    figures.show({
      distance: distance.toFixed(3),
      decision: distance <= threshold ? "✓ accepted" : "✗ refused",
      "first refused at": firstRefused(change, threshold),
    });
    summary.say(worseInWords(change, step, threshold, captions));
    remember({ name, step });
  };
  update({});
  const left = panel(pictures.node, figures.node, drawings.bar);
  place({ model, el }, changeControls(changes, state, update), row(left, drawings.curve), summary.node);
}

export default { render };
