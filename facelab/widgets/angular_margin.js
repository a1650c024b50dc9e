/** What a margin does to an angle: two rows of W and an embedding on the circle, and the loss of the embedding. */

import { circleChart, turningHandle } from "./angular_margin_circle.js";
import { lossControls } from "./angular_margin_controls.js";
import { degreesOf, targetChart } from "./angular_margin_curve.js";
import { ANGULAR_LOSSES, angleBetween, judge, nobodysStrip, owner, regions } from "./angular_margin_losses.js";
import { legend } from "./chart.js";
import { panel, place, row } from "./layout.js";
import { memory } from "./model.js";
import { readouts, sentence } from "./readouts.js";

/** @typedef {import("./model.js").Context} Context */
/** @typedef {import("./angular_margin_controls.js").LossState} LossState */
/** @typedef {LossState & { first: number, second: number, at: number }} State directions of the rows of W, and of the
 *   embedding, in degrees */

const READOUTS = ["θ₁", "θ₂", "θ₁ counts as", "logit 1", "logit 2", "probability", "loss", "strip between rows"];

const TURNED = /** @type {const} */ ([
  { key: "first", label: "row W₁ of person 1", name: "W₁", class: "angular-first" },
  { key: "second", label: "row W₂ of person 2", name: "W₂", class: "angular-second" },
  { key: "at", label: "embedding x", name: "x", class: "" },
]);

const written = (/** @type {number} */ radians) => `${degreesOf(radians).toFixed(1)}°`;

/**
 * Say in words what the loss makes of the embedding.
 *
 * @param {number} whose 1, 2 or 0
 * @param {number} first angle to the row of person 1
 * @param {number} second
 * @param {string} seen the angle as which the loss counts the first
 */
function marginInWords(whose, first, second, seen) {
  const counts = `θ₁ is ${written(first)}, and the loss counts it as ${seen}.`;
  if (whose === 1) return `${counts} That is still less than θ₂: x is safely person 1's.`;
  if (first < second) return `${counts} Row 1 is nearer, but by less than the margin asks for: x is nobody's.`;
  return `${counts} Row 1 is not the nearer one: x would be named person 2.`;
}

/**
 * Compute what the loss makes of where the embedding is.
 *
 * @param {State} state
 */
function measure({ loss, margins, scale, first, second, at }) {
  const rule = (/** @type {number} */ angle) => ANGULAR_LOSSES[loss].replace(angle, margins[loss]);
  const [one, two] = [angleBetween(at, first), angleBetween(at, second)];
  const seen = rule(one) < -1 ? null : Math.acos(Math.min(rule(one), 1));
  const counts = seen === null ? "more than 180°" : written(seen);
  const strip = nobodysStrip(rule, angleBetween(first, second));
  return { rule, one, two, seen, counts, strip, ...judge(rule, scale, one, two) };
}

/** @param {ReturnType<typeof measure>} measured */
function inNumbers({ one, two, counts, strip, own, other, probability, loss }) {
  return {
    "θ₁": written(one),
    "θ₂": written(two),
    "θ₁ counts as": counts,
    "logit 1": own.toFixed(2),
    "logit 2": other.toFixed(2),
    probability: probability.toFixed(3),
    loss: loss.toFixed(3),
    "strip between rows": written(strip),
  };
}

/** @param {Context} context */
function render({ model, el }) {
  const { largestScale, ...start } = model.get("data");
  const remember = memory(model);
  /** @type {State} */
  const state = { ...start, ...model.get("state") };
  const names = Object.keys(start.margins);
  const charts = Object.fromEntries(names.map((name) => [name, targetChart(name)]));
  const circle = circleChart();
  const figures = readouts(READOUTS);
  const summary = sentence();
  const chosen = panel();

  const change = (/** @type {Partial<State>} */ by) => {
    const { loss, first, second, at } = Object.assign(state, by);
    const measured = measure(state);
    const { rule, one, two, seen, counts } = measured;
    const found = regions(rule, first, second);
    circle.show({ first, second, at, found, seen: seen === null ? null : degreesOf(seen) });
    charts[loss].show(rule, one);
    if (chosen.firstChild !== charts[loss].node) chosen.replaceChildren(charts[loss].node);
    figures.show(inNumbers(measured));
    summary.say(marginInWords(owner(rule, one, two), one, two, counts));
    remember({ ...state });
  };
  for (const { key, ...looks } of TURNED) {
    const onturn = (/** @type {number} */ degrees) => change({ [key]: degrees });
    circle.area.add(turningHandle(circle.area, { ...looks, degrees: state[key], onturn }).node);
  }
  change({});
  const key = legend([
    ["fill-genuine", "safely person 1's"],
    ["fill-impostor", "safely person 2's"],
    ["angular-ghost", "where the loss counts x"],
  ]);
  const top = lossControls(names, largestScale, state, change);
  place({ model, el }, top, row(panel(circle.area.node, key), chosen), figures.node, summary.node);
}

export default { render };
