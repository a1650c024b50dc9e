/** A photograph with two boxes that are moved and resized by mouse, finger or arrow keys. */

import { boxHandles } from "./box_handles.js";
import { common, fit } from "./boxes.js";
import { svg } from "./elements.js";
import { photograph } from "./photograph.js";

/** @typedef {import("./boxes.js").Box} Box */
/** @typedef {import("./box_handles.js").Limits} Limits */

export const NAMES = ["first box", "second box"];

/**
 * Move the outer corner of a box: the first one's is left and above, the second one's right and below.
 *
 * @param {Box} box
 * @param {number} which 0 or 1
 * @param {number} x
 * @param {number} y
 * @param {Limits} limits
 * @returns {Box}
 */
function resized([left, top, right, bottom], which, x, y, { smallest }) {
  if (which === 0)
    return [Math.min(Math.round(x), right - smallest), Math.min(Math.round(y), bottom - smallest), right, bottom];
  return [left, top, Math.max(Math.round(x), left + smallest), Math.max(Math.round(y), top + smallest)];
}

/**
 * Draw the picture with both boxes.
 *
 * @param {{ image: string, limits: Limits, onmove: (which: number, box: Box) => void }} options
 * @returns {{ node: SVGElement, show: (boxes: Box[]) => void }}
 */
export function twoBoxes({ image, limits, onmove }) {
  const area = photograph({ image, ...limits, label: "The photograph with both boxes" });
  const shared = svg("rect", { class: "overlap-shared" });
  const outlines = [0, 1].map((which) => svg("rect", { class: `overlap-box overlap-box-${which}` }));
  area.add(shared, ...outlines);
  const showHandles = [0, 1].map((which) =>
    boxHandles(area, {
      name: NAMES[which],
      look: `overlap-handle-${which}`,
      limits,
      isFirst: which === 0,
      onmove: (box) => onmove(which, box),
      resized: (box, x, y) => resized(box, which, x, y, limits),
    }),
  );
  const show = (/** @type {Box[]} */ boxes) => {
    fit(area, shared, common(boxes[0], boxes[1]));
    for (const [which, box] of boxes.entries()) {
      fit(area, outlines[which], box);
      showHandles[which](box);
    }
  };
  return { node: area.node, show };
}
