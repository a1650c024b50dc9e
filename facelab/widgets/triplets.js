/** A triplet on the unit circle: which triplet teaches? */

import { legend } from "./chart.js";
import { slider } from "./controls.js";
import { html, svg } from "./elements.js";
import { handle } from "./handle.js";
import { controls, panel, place, row } from "./layout.js";
import { memory } from "./model.js";
import { hundredths } from "./number_text.js";
import { readouts, sentence } from "./readouts.js";
import { circle, lossOverNegative } from "./triplets_charts.js";
import { measureTriplet } from "./triplets_loss.js";

/** @typedef {import("./model.js").Context} Context */
/** @typedef {import("./chart.js").Point} Point */
/** @typedef {import("./triplets_loss.js").Triplet} Triplet */

const NAMES = /** @type {const} */ (["anchor", "positive", "negative"]);

const MEANINGS = {
  hard: "Hard: the negative is no farther away than the positive. The loss is the margin or more.",
  "semi-hard": "Semi-hard: the negative is farther away, but not by the margin. The loss is less than the margin.",
  easy: "Easy: the negative is farther away by the margin or more. The loss is 0: it teaches nothing.",
};

/**
 * Make a point that stays on the circle.
 *
 * @param {import("./chart.js").Chart} area
 * @param {{ name: string, at: Point, onmove: (at: Point) => void }} options
 */
function pointOnCircle(area, { name, at, onmove }) {
  const mark = svg(
    "g",
    {},
    svg("circle", { r: 10 }),
    svg("text", { y: 4, class: "middle letter" }, name[0].toUpperCase()),
  );
  let last = at;
  const point = handle(area, {
    label: name,
    at,
    step: 0.05,
    class: name,
    mark,
    onmove: ([x, y]) => {
      const length = Math.hypot(x, y);
      if (length > 0) last = [x / length, y / length]; // the center has no direction: stay
      point.moveTo(last);
      onmove(last);
    },
  });
  area.add(point.node);
}

/**
 * Write what was measured.
 *
 * @param {ReturnType<typeof measureTriplet>} measured
 */
function inNumbers({ dap, dan, loss, kind, forces }) {
  const force = (/** @type {Point} */ by) => Math.hypot(...by).toFixed(3);
  return {
    "d(A, P)": dap.toFixed(3),
    "d(A, N)": dan.toFixed(3),
    loss: loss.toFixed(3),
    triplet: kind,
    "force on A": force(forces.anchor),
    "force on P": force(forces.positive),
    "force on N": force(forces.negative),
  };
}

/** @param {Context} context */
function render({ model, el }) {
  const data = model.get("data");
  const remember = memory(model);
  /** @type {{ points: Triplet, margin: number }} */
  let state = { points: data.points, margin: data.margin, ...model.get("state") };
  const embeddings = circle();
  const losses = lossOverNegative();
  const figures = readouts(["d(A, P)", "d(A, N)", "loss", "triplet", "force on A", "force on P", "force on N"]);
  const summary = sentence();
  const change = (/** @type {Partial<typeof state>} */ by) => {
    state = { ...state, ...by };
    const measured = measureTriplet(state.points, state.margin);
    embeddings.show(state.points, measured, state.margin);
    losses.show(measured, state.margin);
    figures.show(inNumbers(measured));
    summary.say(MEANINGS[measured.kind]);
    remember(state);
  };
  for (const name of NAMES) {
    const onmove = (/** @type {Point} */ to) => change({ points: { ...state.points, [name]: to } });
    pointOnCircle(embeddings.area, { name, at: state.points[name], onmove });
  }
  const ends = { min: 0, max: data.largest_margin, step: 0.05, value: state.margin, format: hundredths };
  const limit = slider({ label: "margin", ...ends, oninput: (margin) => change({ margin }) });
  change({});
  const looks = legend([
    ["kind-hard", "hard negative"],
    ["kind-semi-hard", "semi-hard negative"],
    ["kind-easy", "easy negative"],
  ]);
  const caption = "Arrows: where gradient descent would move each point along the circle.";
  const charts = row(panel(embeddings.area.node, html("p", {}, caption)), panel(losses.node, looks));
  place({ model, el }, controls(limit.node), figures.node, summary.node, charts);
}

export default { render };
