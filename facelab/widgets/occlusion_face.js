/** A face in a chart, and over it a heat map of how far a square at each place moves the embedding. */

import { chart } from "./chart.js";
import { svg } from "./shared.js";

/** @typedef {import("./shared.js").Point} Point */
/** @typedef {{ values: ArrayLike<number>, shape: number[] }} Grid rows from top to bottom */
/** @typedef {{ row: number, column: number }} Where */

/**
 * Draw the face, in a chart whose units are pixels of the photograph, with its origin at the bottom left.
 *
 * @param {{ face: string, width: number, height: number }} data
 */
export function faceChart({ face, width, height }) {
  const across = 300;
  const down = (across * height) / width;
  const area = chart({ label: "Face", x: [0, width], y: [0, height], width: across, height: down, plain: true });
  area.add(svg("image", { href: face, width: across, height: down, preserveAspectRatio: "none" }));
  return area;
}

/**
 * Draw how far the embedding moves: at the middle of each place of the square a tile, the more opaque the farther.
 *
 * @param {import("./chart.js").Chart} area
 * @param {Grid} grid
 * @param {number} step
 * @param {(where: Where) => Point} middle
 * @returns {SVGElement}
 */
export function heatMap(area, { values, shape }, step, middle) {
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
