/** Histograms of the distances with a threshold across them, and the ROC with the point that it makes. */

import { chart } from "./chart.js";
import { svg } from "./elements.js";
import { addCurve, addDot, addUpright } from "./marks.js";

/** @typedef {import("./chart.js").Point} Point */
/** @typedef {{ limits: ArrayLike<number>, genuine: ArrayLike<number>, impostor: ArrayLike<number> }} Accepted how many
 *   pairs are accepted up to each limit */

const PER_BIN = 4; // limits

/**
 * Compute which share of the pairs falls into each bin.
 *
 * @param {ArrayLike<number>} accepted up to each limit
 */
function binShares(accepted) {
  const last = accepted.length - 1;
  const upTo = (/** @type {number} */ bin) => accepted[bin * PER_BIN] / accepted[last];
  return Array.from({ length: last / PER_BIN }, (_, bin) => upTo(bin + 1) - upTo(bin));
}

/**
 * Draw both histograms, each with area 1; `show` moves the threshold.
 *
 * @param {Accepted} accepted
 */
export function histogram({ limits, genuine, impostor }) {
  const [ours, theirs] = [binShares(genuine), binShares(impostor)];
  const area = chart({
    label: "Histograms of the distances",
    x: [0, limits[limits.length - 1]],
    y: [0, 1.05 * Math.max(...ours, ...theirs)],
    xLabel: "distance",
    yLabel: "share of the pairs",
  });
  const outline = (/** @type {number[]} */ shares) => {
    const steps = shares.map((share, bin) => `V${area.toY(share)}H${area.toX(limits[(bin + 1) * PER_BIN])}`);
    return `M${area.toX(0)} ${area.toY(0)}${steps.join("")}V${area.toY(0)}`;
  };
  area.add(svg("path", { d: outline(theirs), class: "fill-impostor" }));
  area.add(svg("path", { d: outline(ours), class: "fill-genuine" }));
  return { node: area.node, show: addUpright(area, "marker").moveTo };
}

/**
 * Draw the ROC; `show` moves the point.
 *
 * @param {Point[]} points FAR and VAL at each limit
 */
export function rocChart(points) {
  const area = chart({ label: "ROC", x: [0, 1], y: [0, 1], xLabel: "FAR", yLabel: "VAL" });
  addCurve(area).draw(points);
  return { node: area.node, show: addDot(area).moveTo };
}
