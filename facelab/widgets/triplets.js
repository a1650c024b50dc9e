/** A triplet on the unit circle: which triplet teaches? */

import { handle, legend } from "./chart.js";
import { html, memory, place, readouts, sentence, slider, svg } from "./shared.js";
import { circle, lossOverNegative } from "./triplets_charts.js";
import { measureTriplet } from "./triplets_loss.js";

/** @typedef {import("./shared.js").Context} Context */
/** @typedef {import("./shared.js").Point} Point */
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

/** @param {Context} context */
function render({ model, el }) {
  const data = model.get("data");
  const state = model.get("state");
  const remember = memory(model);
  /** @type {Triplet} */
  const triplet = { ...data.points, ...state.points };
  let { margin = data.margin } = state;

  const embeddings = circle();
  const losses = lossOverNegative();
  const figures = readouts(["d(A, P)", "d(A, N)", "loss", "triplet", "force on A", "force on P", "force on N"]);
  const summary = sentence();
  const show = () => {
    const measured = measureTriplet(triplet, margin);
    const { dap, dan, loss, kind, forces } = measured;
    embeddings.show(triplet, measured, margin);
    losses.show(measured, margin);
    figures.show({
      "d(A, P)": dap.toFixed(3),
      "d(A, N)": dan.toFixed(3),
      loss: loss.toFixed(3),
      triplet: kind,
      "force on A": Math.hypot(...forces.anchor).toFixed(3),
      "force on P": Math.hypot(...forces.positive).toFixed(3),
      "force on N": Math.hypot(...forces.negative).toFixed(3),
    });
    summary.say(MEANINGS[kind]);
    remember({ points: { ...triplet }, margin });
  };
  for (const name of NAMES) {
    const onmove = (/** @type {Point} */ to) => {
      triplet[name] = to;
      show();
    };
    pointOnCircle(embeddings.area, { name, at: triplet[name], onmove });
  }
  const move = slider({
    label: "margin",
    min: 0,
    max: data.largest_margin,
    step: 0.05,
    value: margin,
    format: (to) => to.toFixed(2),
    oninput: (to) => {
      margin = to;
      show();
    },
  });
  show();
  const looks = legend([
    ["kind-hard", "hard negative"],
    ["kind-semi-hard", "semi-hard negative"],
    ["kind-easy", "easy negative"],
  ]);
  const caption = html("p", {}, "Arrows: where gradient descent would move each point along the circle.");
  place(
    { model, el },
    html("div", { class: "controls" }, move.node),
    figures.node,
    summary.node,
    html(
      "div",
      { class: "row" },
      html("div", { class: "panel" }, embeddings.area.node, caption),
      html("div", { class: "panel" }, losses.node, looks),
    ),
  );
}

export default { render };
