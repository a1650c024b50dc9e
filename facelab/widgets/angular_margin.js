/** What a margin does to an angle: two rows of W and an embedding on the circle, and the loss of the embedding. */

import { circleChart, turningHandle } from "./angular_margin_circle.js";
import { degreesOf, targetChart } from "./angular_margin_curve.js";
import { ANGULAR_LOSSES, angleBetween, judge, nobodysStrip, owner, regions } from "./angular_margin_losses.js";
import { legend } from "./chart.js";
import { choice, html, memory, place, readouts, sentence, slider } from "./shared.js";

/** @typedef {import("./shared.js").Context} Context */

const READOUTS = ["θ₁", "θ₂", "θ₁ counts as", "logit 1", "logit 2", "probability", "loss", "strip between rows"];

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

/** @param {Context} context */
function render({ model, el }) {
  const data = model.get("data");
  const remember = memory(model);
  /** @type {{ loss: string, margins: Record<string, number>, scale: number, first: number, second: number, at: number }} */
  const state = { ...data, ...model.get("state") };
  const names = Object.keys(data.margins);
  const charts = Object.fromEntries(names.map((name) => [name, targetChart(name)]));
  const { area, show: showCircle } = circleChart();
  const figures = readouts(READOUTS);
  const summary = sentence();
  const [panel, marginPlace] = [html("div", { class: "panel" }), html("div")];

  const show = () => {
    const { loss, margins, scale, first, second, at } = state;
    const rule = (/** @type {number} */ angle) => ANGULAR_LOSSES[loss].replace(angle, margins[loss]);
    const [one, two] = [angleBetween(at, first), angleBetween(at, second)];
    const { own, other, probability, loss: value } = judge(rule, scale, one, two);
    const seen = rule(one) < -1 ? null : Math.acos(Math.min(rule(one), 1));
    const counts = seen === null ? "more than 180°" : written(seen);
    const found = regions(rule, first, second);
    showCircle({ first, second, at, found, seen: seen === null ? null : degreesOf(seen) });
    charts[loss].show(rule, one);
    figures.show({
      "θ₁": written(one),
      "θ₂": written(two),
      "θ₁ counts as": counts,
      "logit 1": own.toFixed(2),
      "logit 2": other.toFixed(2),
      probability: probability.toFixed(3),
      loss: value.toFixed(3),
      "strip between rows": written(nobodysStrip(rule, angleBetween(first, second))),
    });
    summary.say(marginInWords(owner(rule, one, two), one, two, counts));
    remember({ loss, margins, scale, first, second, at });
  };
  const setLoss = (/** @type {string} */ loss) => {
    state.loss = loss;
    panel.replaceChildren(charts[loss].node);
    const { from, to, step } = ANGULAR_LOSSES[loss];
    const oninput = (/** @type {number} */ value) => {
      state.margins = { ...state.margins, [loss]: value };
      show();
    };
    const format = (/** @type {number} */ m) => String(Number(m.toFixed(2)));
    const control = slider({
      label: "margin m",
      min: from,
      max: to,
      step,
      value: state.margins[loss],
      format,
      oninput,
    });
    marginPlace.replaceChildren(from < to ? control.node : "This loss has no margin.");
    show();
  };
  const turning = (/** @type {"first" | "second" | "at"} */ key, /** @type {string[]} */ [label, name, look]) =>
    turningHandle(area, {
      label,
      name,
      class: look,
      degrees: state[key],
      onturn: (degrees) => {
        state[key] = degrees;
        show();
      },
    }).node;
  area.add(
    turning("first", ["row W₁ of person 1", "W₁", "angular-first"]),
    turning("second", ["row W₂ of person 2", "W₂", "angular-second"]),
    turning("at", ["embedding x", "x", ""]),
  );
  const lossChoice = choice({ label: "loss", options: names, value: state.loss, onchange: setLoss });
  const scaleSlider = slider({
    label: "scale s, or length of x",
    min: 1,
    max: data.largestScale,
    value: state.scale,
    oninput: (to) => {
      state.scale = to;
      show();
    },
  });
  setLoss(state.loss);
  const key = legend([
    ["fill-genuine", "safely person 1's"],
    ["fill-impostor", "safely person 2's"],
    ["angular-ghost", "where the loss counts x"],
  ]);
  place(
    { model, el },
    html("div", { class: "controls" }, lossChoice, marginPlace, scaleSlider.node),
    html("div", { class: "row" }, html("div", { class: "panel" }, area.node, key), panel),
    figures.node,
    summary.node,
  );
}

export default { render };
