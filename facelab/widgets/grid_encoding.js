/** The target of a grid detector, as facelab.detection.Grid.encode writes it. */

import { compare } from "./boxes.js";

/** @typedef {import("./boxes.js").Box} Box */
/** @typedef {{ image: [number, number], cells: [number, number], anchors: [number, number][] }} Grid image: height and
 *   width, pixels; cells: rows and columns; anchors: height and width of each, pixels */
/** @typedef {object} Written where a box stands in the target
 * @property {number} row
 * @property {number} column
 * @property {[number, number]} within b_x and b_y: where in the cell the middle lies, from 0 to 1
 * @property {number[]} alike IoU of its shape with that of each anchor
 * @property {number} wanted the anchor that is most like it
 * @property {number} anchor the one that it gets, -1 for none
 * @property {number[]} y p_c, b_x, b_y, b_h, b_w; empty without an anchor
 */

export const middleOf = (/** @type {Box} */ [left, top, right, bottom]) => [(left + right) / 2, (top + bottom) / 2];

/**
 * Write boxes into the target, one after the other: each gets the free anchor of its cell that is most like it.
 *
 * @param {Grid} grid
 * @param {Box[]} boxes with their middles inside the image
 * @returns {Written[]}
 */
export function encode({ image, cells, anchors }, boxes) {
  /** @type {Written[]} */
  const written = [];
  for (const box of boxes) {
    const [across, down] = middleOf(box);
    const [x, y] = [across / (image[1] / cells[1]), down / (image[0] / cells[0])];
    const [column, row] = [Math.floor(x), Math.floor(y)];
    const size = [box[3] - box[1], box[2] - box[0]];
    const alike = anchors.map(([height, width]) => compare([0, 0, size[1], size[0]], [0, 0, width, height]).iou);
    const order = anchors.map((_, i) => i).sort((a, b) => alike[b] - alike[a]); // of equal ones the earlier comes first
    const taken = written.filter((other) => other.row === row && other.column === column).map((other) => other.anchor);
    const anchor = order.find((i) => !taken.includes(i)) ?? -1;
    const within = /** @type {[number, number]} */ ([x - column, y - row]);
    const target = anchor < 0 ? [] : [1, ...within, ...size.map((side, i) => side / anchors[anchor][i])];
    written.push({ row, column, within, alike, wanted: order[0], anchor, y: target });
  }
  return written;
}

/**
 * Find the boxes that have their middle in the same cell as another one.
 *
 * @param {Written} one
 * @param {Written[]} others
 */
export const rivalsOf = (one, others) => others.filter(({ row, column }) => row === one.row && column === one.column);
