/** A face with a gray square that is moved over it, and a heat map of how far each place moves the embedding. */

import { clamp } from "./clamp.js";
import { setNumbers, svg } from "./elements.js";
import { handle } from "./handle.js";
import { photograph } from "./photograph.js";

/** @typedef {import("./chart.js").Chart} Chart */
/** @typedef {import("./chart.js").Point} Point */
/** @typedef {{ values: ArrayLike<number>, shape: number[] }} Grid rows from top to bottom */
/** @typedef {{ row: number, column: number }} Where */
/** @typedef {{ face: string, width: number, height: number, size: number, step: number, gray: number }} Data size: of
 *   the square, in pixels of the photograph; step: between two of its places */

/**
 * Draw how far the embedding moves: at the middle of each place of the square a tile, the more opaque the farther.
 *
 * @param {Chart} area
 * @param {Grid} grid
 * @param {number} step
 * @param {(where: Where) => Point} middle
 * @returns {SVGElement}
 */
function heatMap(area, { values, shape }, step, middle) {
  const largest = Math.max(...Array.from(values));
  const side = area.toX(step) - area.toX(0);
  const tiles = Array.from(values, (value, i) => {
    const [x, y] = middle({ row: Math.floor(i / shape[1]), column: i % shape[1] });
    return svg("rect", {
      x: area.toX(x) - side / 2,
      y: area.toY(y) - side / 2,
      width: side,
      height: side,
      "fill-opacity": ((0.85 * value) / (largest || 1)).toFixed(3),
    });
  });
  return svg("g", { class: "occlusion-heat" }, ...tiles);
}

/**
 * Make the square, as large as it is over the photograph.
 *
 * @param {Chart} area
 * @param {Data} data
 */
function squareMark(area, { size, gray }) {
  const side = area.toX(size) - area.toX(0);
  const fill = `rgb(${gray} ${gray} ${gray})`;
  return svg("rect", { x: -side / 2, y: -side / 2, width: side, height: side, fill });
}

/**
 * Make the face with the square.
 *
 * @param {Data} data
 * @param {Grid} grid
 * @param {(where: Where) => void} onmove
 */
export function coveredFace(data, grid, onmove) {
  const { face: image, width, height, size, step } = data;
  const [rows, columns] = grid.shape;
  const largest = { width: 300, height: Number.POSITIVE_INFINITY };
  const area = photograph({ image, width, height, label: "Face", largest });
  const middle = (/** @type {Where} */ { row, column }) =>
    /** @type {Point} */ ([column * step + size / 2, -row * step - size / 2]);
  const nearest = (/** @type {number} */ value, /** @type {number} */ count) =>
    clamp(Math.round((value - size / 2) / step), 0, count - 1);
  const tiles = heatMap(area, grid, step, middle);
  const mark = squareMark(area, data);
  const { node, moveTo } = handle(area, {
    label: "gray square",
    at: [0, 0],
    step,
    class: "occlusion-square",
    mark,
    onmove: ([x, y]) => onmove({ row: nearest(-y, rows), column: nearest(x, columns) }),
  });
  setNumbers(node, { "aria-valuemin": 0, "aria-valuemax": rows * columns - 1 });
  area.add(tiles, node);
  const show = (/** @type {Where} */ where, /** @type {boolean} */ heat) => {
    const at = where.row * columns + where.column;
    const text = `row ${where.row + 1} of ${rows}, column ${where.column + 1} of ${columns}`;
    moveTo(middle(where));
    node.setAttribute("aria-valuenow", String(at));
    node.setAttribute("aria-valuetext", `${text}, the embedding moves by ${grid.values[at].toFixed(2)}`);
    tiles.setAttribute("visibility", heat ? "visible" : "hidden");
    mark.setAttribute("fill-opacity", heat ? "0" : "1"); // under the heat map only its edge is seen
  };
  return { node: area.node, show };
}
