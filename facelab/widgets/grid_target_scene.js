/** A scene under its grid, with a box to move, the cell that answers for it, and the anchors around its middle. */

import { boxHandles } from "./box_handles.js";
import { fit } from "./boxes.js";
import { clamp } from "./clamp.js";
import { svg } from "./elements.js";
import { middleOf } from "./grid_encoding.js";
import { photograph } from "./photograph.js";

/** @typedef {import("./boxes.js").Box} Box */
/** @typedef {import("./grid_encoding.js").Grid} Grid */
/** @typedef {import("./grid_encoding.js").Written} Written */
/** @typedef {import("./box_handles.js").Limits} Limits */

/**
 * Find a cell's corners, as of a box.
 *
 * @param {Grid} grid
 * @param {Written} written
 * @returns {Box}
 */
export function cellOf({ image, cells }, { row, column }) {
  const [height, width] = [image[0] / cells[0], image[1] / cells[1]];
  return [column * width, row * height, (column + 1) * width, (row + 1) * height];
}

/**
 * Resize a box around its middle, which stays: its right lower corner goes to a point, inside the image.
 *
 * @param {Box} box
 * @param {number} x
 * @param {number} y
 * @param {Limits} limits
 * @returns {Box}
 */
function resizedAround([left, top, right, bottom], x, y, { width, height, smallest }) {
  const end = (/** @type {number} */ to, /** @type {number} */ sum, /** @type {number} */ size) =>
    clamp(Math.round(to), Math.ceil((sum + smallest) / 2), Math.min(size, sum));
  const [toRight, toBottom] = [end(x, left + right, width), end(y, top + bottom, height)];
  return [left + right - toRight, top + bottom - toBottom, toRight, toBottom];
}

/**
 * Draw the lines between the cells.
 *
 * @param {import("./chart.js").Chart} area
 * @param {Grid} grid
 */
function lines(area, { image, cells }) {
  const across = Array.from({ length: cells[0] - 1 }, (_, i) => area.toY((-(i + 1) * image[0]) / cells[0]));
  const down = Array.from({ length: cells[1] - 1 }, (_, i) => area.toX(((i + 1) * image[1]) / cells[1]));
  const [right, bottom] = [area.toX(image[1]), area.toY(-image[0])];
  const path = [...across.map((y) => `M0 ${y}H${right}`), ...down.map((x) => `M${x} 0V${bottom}`)];
  return svg("path", { d: path.join(""), class: "target-lines" });
}

/**
 * Draw the scene; `show` shows the box, and what becomes of it.
 *
 * @param {{ image: string, grid: Grid, fixed: Box | null, smallest: number, onmove: (box: Box) => void }} options
 */
export function gridScene({ image, grid, fixed, smallest, onmove }) {
  const limits = { width: grid.image[1], height: grid.image[0], smallest };
  const area = photograph({ image, ...limits, label: "The scene with its grid and the box" });
  const rim = () => svg("rect", { class: "target-rim" }); // under a dashed frame, to be seen on black and on white
  const frames = grid.anchors.map(() => ({ rim: rim(), frame: svg("rect") }));
  const [cell, dragged] = [svg("rect", { class: "target-cell" }), svg("rect", { class: "target-box" })];
  area.add(lines(area, grid), cell);
  if (fixed) {
    const other = svg("rect", { class: "target-fixed" });
    const [x, y] = middleOf(fixed);
    fit(area, other, fixed);
    area.add(other, svg("circle", { r: 5, cx: area.toX(x), cy: area.toY(-y), class: "target-fixed-middle" }));
  }
  area.add(...frames.flatMap(({ rim, frame }) => [rim, frame]), dragged);
  const showHandles = boxHandles(area, {
    name: "box",
    look: "target-handle",
    limits,
    onmove,
    resized: (box, x, y) => resizedAround(box, x, y, limits),
  });
  const show = (/** @type {Box} */ box, /** @type {Written} */ written) => {
    const [x, y] = middleOf(box);
    for (const [i, { rim, frame }] of frames.entries()) {
      const [height, width] = grid.anchors[i];
      const corners = /** @type {Box} */ ([x - width / 2, y - height / 2, x + width / 2, y + height / 2]);
      fit(area, rim, corners);
      fit(area, frame, corners);
      frame.setAttribute("class", i === written.anchor ? "target-anchor chosen-anchor" : "target-anchor");
    }
    fit(area, cell, cellOf(grid, written));
    fit(area, dragged, box);
    showHandles(box);
  };
  return { node: area.node, show };
}
