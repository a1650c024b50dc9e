/** The plane of two features: a network's regions in it, and the line of each hidden unit. */

import { svg } from "./elements.js";
import { featurePlane, zeroLine } from "./feature_plane.js";
import { regions } from "./regions.js";
import { forward } from "./tiny_network.js";

/** @typedef {import("./chart.js").Point} Point */
/** @typedef {import("./tiny_network.js").Network} Network */
/** @typedef {import("./tiny_network.js").Activation} Activation */
/** @typedef {import("./feature_plane.js").Frame & { names: string[] }} Frame */

const CELLS = 48; // in a row of the plane
const PATTERNS = ["", "M-2 10L10 -2M-2 2L2 -2M6 10L10 6", "M2.5 4a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0 -3 0", "M0 4H8"];

/**
 * Make the plane; `show` draws a network's answers into it.
 *
 * @param {Frame} frame
 */
export function plane(frame) {
  const { low, high, mean, deviation, names } = frame;
  const { area, pathOf } = featurePlane(frame);
  const own = Math.random().toString(36).slice(2); // another figure on the page has patterns, too
  const fills = names.map((_, k) => svg("path", { fill: `url(#class-${k}-${own})` }));
  const border = svg("path", { class: "line" });
  const units = svg("path", { class: "dashed-line" });
  area.add(svg("defs", {}, ...names.map((_, k) => pattern(k, own))), ...fills, units, border);

  const corner = (/** @type {number} */ i, /** @type {number} */ axis) =>
    low[axis] + (i / CELLS) * (high[axis] - low[axis]);
  const at = (/** @type {number} */ column, /** @type {number} */ row) =>
    /** @type {Point} */ ([area.toX(corner(column, 0)), area.toY(corner(row, 1))]);
  const inputs = [0, 1].map((axis) =>
    Array.from({ length: CELLS + 1 }, (_, i) => (corner(i, axis) - mean[axis]) / deviation[axis]),
  );
  const show = (/** @type {Network} */ network, /** @type {Activation} */ activation) => {
    const found = regions(corners(network, activation, inputs), CELLS, at);
    for (const [k, d] of found.fills.entries()) fills[k].setAttribute("d", d);
    border.setAttribute("d", found.border);
    const lines = unitLines(network, inputs);
    units.setAttribute("d", lines.map(pathOf).join(""));
  };
  return { area, show };
}

/**
 * Make a pattern for a class, so that color is not the only difference.
 *
 * @param {number} k number of the class
 * @param {string} own
 */
function pattern(k, own) {
  return svg(
    "pattern",
    { id: `class-${k}-${own}`, width: 8, height: 8, patternUnits: "userSpaceOnUse", class: `class-pattern class-${k}` },
    svg("rect", { width: 8, height: 8 }),
    svg("path", { d: PATTERNS[k] }),
  );
}

/**
 * Compute the outputs at each corner of the cells.
 *
 * @param {Network} network
 * @param {Activation} activation
 * @param {number[][]} inputs of the columns, and of the rows
 */
function corners(network, activation, [across, up]) {
  const { z, run } = forward(network, activation);
  const heights = Array.from(z, () => new Float64Array(across.length * up.length));
  let i = 0;
  for (const second of up) {
    for (const first of across) {
      run(first, second);
      for (let k = 0; k < z.length; k++) heights[k][i] = z[k];
      i++;
    }
  }
  return heights;
}

/**
 * Find where each hidden unit's sum is 0.
 *
 * @param {Network} network
 * @param {number[][]} inputs of the columns, and of the rows
 * @returns {Point[][]}
 */
function unitLines({ W1, b1 }, [across, up]) {
  return Array.from(b1, (bias, unit) =>
    zeroLine([W1[unit], W1[b1.length + unit]], bias, [
      [across[0], up[0]],
      [across[CELLS], up[CELLS]],
    ]),
  );
}
