/** Many boxes of a photograph: those that are kept, and those that these suppress. */

import { fit } from "./boxes.js";
import { slider } from "./controls.js";
import { svg } from "./elements.js";
import { photograph } from "./photograph.js";
import { whilePressed } from "./pressed.js";

/** @typedef {import("./boxes.js").Box} Box */
/** @typedef {import("./greedy.js").Result} Result */

/**
 * Say how each box looks.
 *
 * @param {Result} result
 * @param {number} chosen the kept box that is looked at, -1 for all
 * @returns {string[]} classes
 */
function looksOf({ by }, chosen) {
  return by.map((winner, box) => {
    if (winner < 0) return "box-absent";
    if (winner === box) return chosen < 0 ? "box-kept" : chosen === box ? "box-kept looked-at" : "box-kept other";
    return chosen < 0 ? "box-suppressed" : chosen === winner ? "box-suppressed looked-at" : "box-absent";
  });
}

/**
 * Draw all boxes; pressing mouse or finger chooses the nearest one that is kept.
 *
 * @param {{ image: string, size: [number, number], boxes: Box[], order: number[], onchoose: (rank: number) => void
 *   }} options order: from the best to the worst; rank: 1 for the best of those that are kept
 */
export function manyBoxes({ image, size, boxes, order, onchoose }) {
  const area = photograph({ image, width: size[0], height: size[1], label: "The photograph with the boxes" });
  const outlines = boxes.map((box) => {
    const node = svg("rect");
    fit(area, node, box);
    return node;
  });
  area.add(...order.toReversed().map((box) => outlines[box])); // the best on top
  /** @type {number[]} */
  let kept = [];
  whilePressed(area, ([x, y]) => {
    const away = kept.map((i) => Math.hypot((boxes[i][0] + boxes[i][2]) / 2 - x, (boxes[i][1] + boxes[i][3]) / 2 + y));
    if (kept.length) onchoose(away.indexOf(Math.min(...away)) + 1);
  });
  const show = (/** @type {Result} */ result, /** @type {number} */ chosen) => {
    kept = result.kept;
    looksOf(result, chosen).forEach((look, box) => {
      outlines[box].setAttribute("class", look);
    });
  };
  return { node: area.node, show };
}

/**
 * Make a slider over the boxes that are kept, the best first; at 0 it means all.
 *
 * @param {(rank: number) => void} oninput
 */
export function keptRank(oninput) {
  let count = 0;
  const format = (/** @type {number} */ rank) => (rank ? `${rank} of ${count}` : "all");
  const { node, input, move } = slider({ label: "kept box", min: 0, max: 0, value: 0, format, oninput });
  const show = (/** @type {number} */ rank, /** @type {number} */ n) => {
    count = n;
    input.max = String(n);
    move(rank);
  };
  return { node, show };
}
