/** The contrastive loss as a spring between two embeddings: who pulls, who pushes? */

import { handle, legend } from "./chart.js";
import { motion } from "./motion.js";
import { choice, html, memory, place, readouts, sentence, slider } from "./shared.js";
import { lossChart, springPlane } from "./springs_charts.js";
import { descend, measure } from "./springs_loss.js";

/** @typedef {import("./shared.js").Context} Context */
/** @typedef {import("./shared.js").Point} Point */
/** @typedef {import("./springs_loss.js").Pair} Pair */
/** @typedef {import("./springs_loss.js").Measured} Measured */

const KINDS = ["genuine: one person", "impostor: two people"];

/**
 * Say who pulls or pushes; the words stay the same while the points move, so that nothing is read aloud at each step.
 *
 * @param {Pair} pair
 * @param {Measured} measured
 */
function verdict({ genuine, margin }, { distance }) {
  if (genuine && distance < 0.01) return "The genuine pair is in one place: its loss and its force are 0.";
  if (genuine) return "The genuine pair pulls: the longer its spring, the greater the force.";
  if (distance === 0) return "The impostor pair is in one place: it has a loss, but no direction to push in.";
  if (distance < 0.99 * margin) return "The impostor pair pushes, because it is nearer than the margin.";
  if (distance < margin) return "The impostor pair hardly pushes: it is a margin apart, nearly.";
  return "Nobody pulls or pushes: the impostor pair is a margin apart, so its loss and its force are 0.";
}

/** @param {Context} context */
function render({ model, el }) {
  const data = model.get("data");
  const remember = memory(model);
  const { left = data.left, right = data.right, genuine = data.genuine, margin = data.margin } = model.get("state");
  /** @type {Pair} */
  const pair = { left, right, genuine, margin };

  const embeddings = springPlane();
  const losses = lossChart();
  const figures = readouts(["distance", "loss", "force"]);
  const summary = sentence();
  const show = () => {
    const measured = measure(pair);
    embeddings.show(pair, measured.force);
    losses.show(pair, measured);
    figures.show({
      distance: measured.distance.toFixed(3),
      loss: measured.loss.toFixed(3),
      force: Math.hypot(...measured.force).toFixed(3),
    });
    summary.say(verdict(pair, measured));
    remember({ ...pair });
  };
  const points = /** @type {const} */ (["left", "right"]).map((name) => {
    const onmove = (/** @type {Point} */ to) => {
      buttons.stop();
      pair[name] = to;
      show();
    };
    const point = handle(embeddings.area, { label: `${name} point`, at: pair[name], step: 0.05, onmove });
    embeddings.area.add(point.node);
    return { name, moveTo: point.moveTo };
  });
  const buttons = motion(() => {
    const moved = descend(pair, embeddings.area);
    for (const { name, moveTo } of points) moveTo(pair[name]);
    show();
    return moved;
  });
  const kind = choice({
    label: "pair",
    options: KINDS,
    value: KINDS[genuine ? 0 : 1],
    onchange: (name) => {
      pair.genuine = name === KINDS[0];
      show();
    },
  });
  const limit = slider({
    label: "margin",
    min: 0.1,
    max: data.largest_margin,
    step: 0.05,
    value: margin,
    format: (to) => to.toFixed(2),
    oninput: (to) => {
      pair.margin = to;
      show();
    },
  });
  show();
  const looks = legend([
    ["loss-genuine", "genuine pair"],
    ["loss-impostor", "impostor pair"],
    ["margin-line", "margin"],
  ]);
  const caption = html(
    "p",
    {},
    "Arrows: the force on each point. The dotted circle of an impostor pair is as wide as the margin.",
  );
  place(
    { model, el },
    html("div", { class: "controls" }, kind, limit.node, buttons.node),
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
