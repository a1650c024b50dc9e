/** A photograph that gets worse: its distance to the badge, against the threshold. */

import { distanceScale } from "./distance_scale.js";
import { choice, html, memory, place, readouts, sentence, slider } from "./shared.js";
import { inShort, strengthCurve } from "./worse_and_worse_curve.js";

/** @typedef {import("./shared.js").Context} Context */
/** @typedef {import("./worse_and_worse_curve.js").Change} Change */

/** @param {{ badge: string, visit: string }} data */
function faces({ badge, visit }) {
  const right = html("img", { src: visit, alt: "the visit, unchanged" });
  const below = html("figcaption");
  const node = html(
    "div",
    { class: "row worse-faces" },
    html("figure", {}, html("img", { src: badge, alt: "the badge" }), html("figcaption", {}, "badge")),
    html("figure", {}, right, below),
  );
  const show = (/** @type {string} */ src, /** @type {string} */ what) => {
    right.src = src;
    right.alt = `the visit, ${what}`;
    below.textContent = `visit, ${what}`;
  };
  return { node, show };
}

/**
 * Say in words what one sees.
 *
 * @param {Change} change
 * @param {number} step
 * @param {number} threshold
 */
function worseInWords({ name, amounts, unit, distances }, step, threshold) {
  const accepted = distances[step] <= threshold;
  const side = accepted ? "within the threshold: accepted" : "beyond the threshold: refused";
  const what = step === 0 ? "Unchanged, the visit" : `With ${name} ${inShort(amounts[step])} (${unit}) the visit`;
  return `${what} is ${distances[step].toFixed(2)} away from the badge, ${side}.`;
}

/** @param {Context} context */
function render({ model, el }) {
  const data = model.get("data");
  /** @type {{ threshold: number, changes: Change[] }} */
  const { threshold, changes } = data;
  const remember = memory(model);
  /** @type {{ name: string, step: number }} */
  let { name = changes[0].name, step = data.first } = model.get("state");
  const find = () => changes.find((change) => change.name === name) ?? changes[0];

  const highest = 1.1 * Math.max(threshold, ...changes.flatMap(({ distances }) => distances));
  const curves = new Map(changes.map((change) => [change.name, strengthCurve(change, threshold, highest)]));
  const scale = distanceScale({ label: "Distance to the badge", largest: highest, threshold });
  const pictures = faces(data);
  const figures = readouts(["distance", "decision", "first refused at"]);
  const summary = sentence();
  const panel = html("div", { class: "panel" });

  const show = () => {
    const change = find();
    const distance = change.distances[step];
    const refused = change.distances.findIndex((value) => value > threshold);
    const what = step === 0 ? "unchanged" : `${name} ${inShort(change.amounts[step])}`;
    pictures.show(step === 0 ? data.visit : change.images[step - 1], what);
    scale.show(distance);
    const curve = /** @type {ReturnType<typeof strengthCurve>} */ (curves.get(change.name));
    curve.show(step);
    if (panel.firstChild !== curve.node) panel.replaceChildren(curve.node);
    figures.show({
      distance: distance.toFixed(3),
      decision: distance <= threshold ? "✓ accepted" : "✗ refused",
      "first refused at":
        refused < 0 ? "none of these" : refused === 0 ? "no change" : inShort(change.amounts[refused]),
    });
    summary.say(worseInWords(change, step, threshold));
    remember({ name, step });
  };
  const strength = slider({
    label: "strength",
    min: 0,
    max: changes[0].amounts.length - 1,
    value: step,
    format: (at) => (at === 0 ? "none" : inShort(find().amounts[at])),
    oninput: (to) => {
      step = to;
      show();
    },
  });
  const kind = choice({
    label: "change",
    options: changes.map((change) => change.name),
    value: name,
    onchange: (to) => {
      name = to;
      strength.move(step); // the same step is another amount now
      show();
    },
  });
  show();
  place(
    { model, el },
    html("div", { class: "controls" }, kind, strength.node),
    html("div", { class: "row" }, html("div", { class: "panel" }, pictures.node, figures.node, scale.node), panel),
    summary.node,
  );
}

export default { render };
