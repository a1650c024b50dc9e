/** The regions around an anchor in which a negative is hard, semi-hard or easy, and the loss over its distance. */

import { arrow } from "./arrow.js";
import { chart } from "./chart.js";
import { cropped } from "./cropped.js";
import { setNumbers, svg } from "./elements.js";
import { embeddingPlane } from "./embedding_plane.js";
import { addCurve, addDot } from "./marks.js";
import { tripletLoss } from "./triplets_loss.js";

/** @typedef {import("./chart.js").Point} Point */
/** @typedef {import("./triplets_loss.js").Triplet} Triplet */
/** @typedef {ReturnType<typeof import("./triplets_loss.js").measureTriplet>} Measured */

const REACH = 1.35;
const FARTHEST = 4; // squared distance: between two ends of the circle

/** Make the circle of the embeddings, with two rings around the anchor and three arrows. */
export function circle() {
  const area = embeddingPlane("Three embeddings on the unit circle", [-REACH, REACH], [-REACH, REACH]);
  const pixels = (/** @type {number} */ length) => area.toX(length) - area.toX(0);
  const size = pixels(2 * REACH);
  const back = svg("rect", { x: area.toX(-REACH), y: area.toY(REACH), width: size, height: size, class: "kind-easy" });
  const ring = svg("path", { class: "kind-semi-hard", "fill-rule": "evenodd" });
  const disk = svg("path", { class: "kind-hard" });
  const unit = svg("circle", { cx: area.toX(0), cy: area.toY(0), r: pixels(1), class: "unit-circle" });
  const names = /** @type {const} */ (["anchor", "positive", "negative"]);
  const arrows = names.map((name) => ({ name, ...arrow(area, { ahead: 13 }) }));
  area.add(back, cropped(area, ring, disk), unit, ...arrows.map(({ node }) => node));
  const round = (/** @type {Point} */ [x, y], /** @type {number} */ length) => {
    const r = pixels(length).toFixed(2);
    return `M${area.toX(x) - Number(r)} ${area.toY(y)}a${r} ${r} 0 1 0 ${2 * Number(r)} 0a${r} ${r} 0 1 0 ${-2 * Number(r)} 0Z`;
  };
  const show = (
    /** @type {Triplet} */ triplet,
    /** @type {Measured} */ { dap, forces },
    /** @type {number} */ margin,
  ) => {
    const inner = round(triplet.anchor, Math.sqrt(dap));
    disk.setAttribute("d", inner);
    ring.setAttribute("d", round(triplet.anchor, Math.sqrt(dap + margin)) + inner);
    for (const { name, show: point } of arrows) {
      const [x, y] = forces[name];
      point(triplet[name], [0.2 * x, 0.2 * y]);
    }
  };
  return { area, show };
}

/** Make the chart of the loss over d(A, N), with the three regions behind it. */
export function lossOverNegative() {
  const highest = 5; // the largest distance and the largest margin
  const area = chart({
    label: "Loss over the squared distance of anchor and negative",
    x: [0, FARTHEST],
    y: [0, highest],
    xLabel: "d(A, N), squared distance",
    yLabel: "loss",
    height: 250,
  });
  const kinds = ["hard", "semi-hard", "easy"];
  const bands = kinds.map((kind) =>
    svg("rect", { y: area.toY(highest), height: area.toY(0) - area.toY(highest), class: `kind-${kind}` }),
  );
  area.add(...bands);
  const line = addCurve(area);
  const dot = addDot(area);
  const show = (/** @type {Measured} */ { dap, dan, loss }, /** @type {number} */ margin) => {
    const limits = [0, dap, dap + margin, FARTHEST].map((limit) => area.toX(Math.min(limit, FARTHEST)));
    for (const [i, band] of bands.entries()) setNumbers(band, { x: limits[i], width: limits[i + 1] - limits[i] });
    const corners = [0, Math.min(dap + margin, FARTHEST), FARTHEST];
    line.draw(corners.map((at) => [at, tripletLoss(dap, at, margin)]));
    dot.moveTo([dan, loss]);
  };
  return { node: area.node, show };
}
