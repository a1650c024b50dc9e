/** Non-max suppression: which boxes are left for two thresholds, and which one suppressed which. */

import { chart, legend } from "./chart.js";
import { overlaps, suppress } from "./greedy.js";
import { keptRank, manyBoxes } from "./many_boxes.js";
import { html, memory, place, readouts, sentence, slider, svg } from "./shared.js";

/** @typedef {import("./shared.js").Context} Context */
/** @typedef {import("./boxes.js").Box} Box */

const N_CURVE = 21; // points

/**
 * Draw how many boxes are kept at each IoU threshold.
 *
 * @param {number} most
 */
function keptCurve(most) {
  const area = chart({
    label: "Boxes kept at each IoU threshold",
    x: [0, 1],
    y: [0, most],
    xLabel: "IoU threshold",
    yLabel: "boxes kept",
  });
  const line = svg("path", { class: "line" });
  const dot = svg("circle", { r: 6, class: "marker" });
  area.add(line, dot);
  const show = (/** @type {(threshold: number) => number} */ count) => {
    const thresholds = Array.from({ length: N_CURVE }, (_, i) => i / (N_CURVE - 1));
    line.setAttribute("d", area.path(thresholds.map((t) => [t, count(t)])));
  };
  const point = (/** @type {number} */ threshold, /** @type {number} */ kept) => {
    dot.setAttribute("cx", String(area.toX(threshold)));
    dot.setAttribute("cy", String(area.toY(kept)));
  };
  return { node: area.node, show, point };
}

/** @param {Context} context */
function render({ model, el }) {
  const data = model.get("data");
  const { boxes, scores } = /** @type {{ boxes: Box[], scores: number[] }} */ (data);
  const order = scores.map((_, i) => i).sort((a, b) => scores[b] - scores[a]);
  const found = { order, scores, pairs: overlaps(boxes) };
  const run = (/** @type {number} */ at) => suppress(found, least, at);
  const remember = memory(model);
  let { least = data.least, threshold = data.iou, rank = 0 } = model.get("state");

  const choose = (/** @type {number} */ to) => {
    rank = to;
    show();
  };
  const photo = manyBoxes({ image: data.image, size: data.size, boxes, order, onchoose: choose });
  const ranks = keptRank(choose);
  const curve = keptCurve(boxes.length);
  const figures = readouts(["boxes", "below the score", "suppressed", "kept"]);
  const summary = sentence();
  const show = () => {
    const result = run(threshold);
    rank = Math.min(rank, result.kept.length);
    const chosen = rank ? result.kept[rank - 1] : -1;
    const low = result.by.filter((by) => by < 0).length;
    const dropped = boxes.length - low - result.kept.length;
    photo.show(result, chosen);
    ranks.show(rank, result.kept.length);
    curve.point(threshold, result.kept.length);
    figures.show({
      boxes: String(boxes.length),
      "below the score": String(low),
      suppressed: String(dropped),
      kept: String(result.kept.length),
    });
    const others = result.by.filter((by) => by === chosen).length - 1;
    summary.say(
      rank
        ? `Kept box ${rank} has a score of ${scores[chosen].toFixed(3)}; it suppresses ${others} others (dashed).`
        : `${boxes.length - low} boxes take part; ${dropped} of them overlap a better one that is kept by an IoU above ` +
            `${threshold.toFixed(2)}, and are suppressed.`,
    );
    remember({ least, threshold, rank });
  };
  const showCurve = () => curve.show((at) => run(at).kept.length);
  const lowest = slider({
    label: "score above",
    ...data.slider,
    value: least,
    format: (value) => value.toFixed(2),
    oninput: (value) => {
      least = value;
      showCurve();
      show();
    },
  });
  const strictness = slider({
    label: "IoU threshold",
    min: 0,
    max: 1,
    step: 0.01,
    value: threshold,
    format: (value) => value.toFixed(2),
    oninput: (value) => {
      threshold = value;
      show();
    },
  });
  showCurve();
  show();
  place(
    { model, el },
    html("div", { class: "controls" }, lowest.node, strictness.node, ranks.node),
    figures.node,
    summary.node,
    html(
      "div",
      { class: "row" },
      html(
        "div",
        { class: "panel" },
        photo.node,
        legend([
          ["kept", "kept"],
          ["suppressed", "suppressed"],
        ]),
      ),
      html("div", { class: "panel" }, curve.node),
    ),
  );
}

export default { render };
