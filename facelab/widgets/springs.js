/** The contrastive loss as a spring between two embeddings: who pulls, who pushes? */

import { legend } from "./chart.js";
import { choice, slider } from "./controls.js";
import { html } from "./elements.js";
import { handle } from "./handle.js";
import { controls, panel, place, row } from "./layout.js";
import { memory } from "./model.js";
import { motion } from "./motion.js";
import { hundredths } from "./number_text.js";
import { readouts, sentence } from "./readouts.js";
import { lossChart, springPlane } from "./springs_charts.js";
import { descend, measure } from "./springs_loss.js";

/** @typedef {import("./model.js").Context} Context */
/** @typedef {import("./chart.js").Point} Point */
/** @typedef {import("./springs_loss.js").Pair} Pair */
/** @typedef {import("./springs_loss.js").Measured} Measured */

const KINDS = ["genuine: one person", "impostor: two people"];
const CAPTION = "Arrows: the force on each point. The dotted circle of an impostor pair is as wide as the margin.";

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
  return "Nobody pulls or pushes: the impostor pair is a margin or more apart, so its loss and its force are 0.";
}

/**
 * Put both points into the plane; what is returned moves them to where the pair is.
 *
 * @param {import("./chart.js").Chart} area
 * @param {Pair} pair
 * @param {(by: Partial<Pair>) => void} onmove
 */
function twoPoints(area, pair, onmove) {
  const points = /** @type {const} */ (["left", "right"]).map((name) => {
    const move = (/** @type {Point} */ to) => onmove({ [name]: to });
    const point = handle(area, { label: `${name} point`, at: pair[name], step: 0.05, onmove: move });
    area.add(point.node);
    return { name, moveTo: point.moveTo };
  });
  return () => {
    for (const { name, moveTo } of points) moveTo(pair[name]);
  };
}

/**
 * @param {Pair} pair
 * @param {number} largest margin
 * @param {(by: Partial<Pair>) => void} change
 */
function pairControls({ genuine, margin }, largest, change) {
  const kind = choice({
    label: "pair",
    options: KINDS,
    value: KINDS[genuine ? 0 : 1],
    onchange: (name) => change({ genuine: name === KINDS[0] }),
  });
  const limit = slider({
    label: "margin",
    min: 0.1,
    max: largest,
    step: 0.05,
    value: margin,
    format: hundredths,
    oninput: (to) => change({ margin: to }),
  });
  return [kind.node, limit.node];
}

/** @param {Context} context */
function render({ model, el }) {
  const { largest_margin: largest, ...start } = model.get("data");
  const remember = memory(model);
  /** @type {Pair} */
  const pair = { ...start, ...model.get("state") };
  const embeddings = springPlane();
  const losses = lossChart();
  const figures = readouts(["distance", "loss", "force"]);
  const summary = sentence();
  const change = (/** @type {Partial<Pair>} */ by) => {
    const measured = measure(Object.assign(pair, by));
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
  const showPoints = twoPoints(embeddings.area, pair, (by) => {
    buttons.stop();
    change(by);
  });
  const buttons = motion(() => {
    const moved = descend(pair, embeddings.area);
    showPoints();
    change({});
    return moved;
  });
  change({});
  const looks = legend([
    ["loss-genuine", "genuine pair"],
    ["loss-impostor", "impostor pair"],
    ["margin-line", "margin"],
  ]);
  const charts = row(panel(embeddings.area.node, html("p", {}, CAPTION)), panel(losses.node, looks));
  const top = controls(...pairControls(pair, largest, change), buttons.node);
  place({ model, el }, top, figures.node, summary.node, charts);
}

export default { render };
