/** The 16 histograms of a descriptor: in each cell a line for each of eight directions. */

import { chart } from "./chart.js";
import { svg } from "./elements.js";
import { addCurve } from "./marks.js";

/** @typedef {import("./chart.js").Point} Point */
/** @typedef {ArrayLike<number>} Descriptor 4 rows of 4 cells, with 8 directions each */

const CELLS = 4;
const DIRECTIONS = 8;
const CELLS_SIDE = 220; // in units of a chart

/**
 * Draw the cells; `show` draws a descriptor, and behind it another one to compare it with.
 *
 * @param {string} label
 * @param {number} longest the number whose line nearly fills a cell
 */
export function cellHistograms(label, longest) {
  const ends = /** @type {Point} */ ([-0.03, CELLS + 0.03]); // the outer lines are not cut off
  const area = chart({ label, x: ends, y: ends, width: CELLS_SIDE, height: CELLS_SIDE, plain: true });
  const corners = /** @type {Point[]} */ ([
    [0, 4],
    [1, 4],
    [1, 3],
    [0, 3],
  ]);
  const sides = [0, 1, 2, 3, 4].flatMap((k) => [
    area.path([
      [k, 0],
      [k, CELLS],
    ]),
    area.path([
      [0, k],
      [CELLS, k],
    ]),
  ]);
  area.add(
    svg("path", { d: `${area.path(corners)}Z`, class: "turned-first" }),
    svg("path", { d: sides.join(""), class: "turned-cells" }),
  );
  const [before, now] = [addCurve(area, "turned-before"), addCurve(area, "turned-now")];
  const lines = (/** @type {Descriptor} */ descriptor) =>
    Array.from(descriptor, (value, i) => {
      const cell = Math.floor(i / DIRECTIONS);
      const middle = /** @type {Point} */ ([(cell % CELLS) + 0.5, CELLS - 0.5 - Math.floor(cell / CELLS)]);
      const [angle, length] = [(2 * Math.PI * (i % DIRECTIONS)) / DIRECTIONS, (0.48 * value) / longest];
      return area.path([middle, [middle[0] + length * Math.cos(angle), middle[1] + length * Math.sin(angle)]]);
    }).join("");
  /** @type {Descriptor} */
  let behind = [];
  const show = (/** @type {Descriptor} */ descriptor, /** @type {Descriptor} */ other = behind) => {
    if (other !== behind) before.node.setAttribute("d", lines(other));
    behind = other;
    now.node.setAttribute("d", lines(descriptor));
  };
  return { node: area.node, show };
}
