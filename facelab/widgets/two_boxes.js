/** A photograph with two boxes that are moved and resized by mouse, finger or arrow keys. */

import { common, fit, photograph } from "./boxes.js";
import { handle } from "./chart.js";
import { svg } from "./shared.js";

/** @typedef {import("./boxes.js").Box} Box */
/** @typedef {{ width: number, height: number, smallest: number }} Limits of the image, and of a box */

export const NAMES = ["first box", "second box"];

/**
 * Move a box so that its middle is near a point, inside the image and on whole pixels.
 *
 * @param {Box} box
 * @param {number} x
 * @param {number} y
 * @param {Limits} limits
 * @returns {Box}
 */
function moved([left, top, right, bottom], x, y, limits) {
  const [width, height] = [right - left, bottom - top];
  const toLeft = Math.min(Math.max(Math.round(x - width / 2), 0), limits.width - width);
  const toTop = Math.min(Math.max(Math.round(y - height / 2), 0), limits.height - height);
  return [toLeft, toTop, toLeft + width, toTop + height];
}

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
 * Draw the picture with both boxes, each with a handle in its middle and one at a corner.
 *
 * @param {{ image: string, limits: Limits, boxes: Box[], onmove: (which: number, box: Box) => void }} options
 */
export function twoBoxes({ image, limits, boxes, onmove }) {
  const area = photograph({ image, ...limits, label: "The photograph with both boxes" });
  const shared = svg("rect", { class: "shared-part" });
  const outlines = boxes.map((_, which) => svg("rect", { class: `box box-${which}` }));
  area.add(shared, ...outlines);
  const handles = boxes.map((_, which) => {
    const options = { at: /** @type {[number, number]} */ ([0, 0]), step: 1, class: `handle-${which}` };
    const middle = handle(area, {
      ...options,
      label: `move the ${NAMES[which]}`,
      mark: svg("path", { d: "M-8 0H8M0-8V8M-8 0l3-3m-3 3l3 3M8 0l-3-3m3 3l-3 3M0-8l-3 3m3-3l3 3M0 8l-3-3m3 3l3-3" }),
      onmove: ([x, y]) => onmove(which, moved(boxes[which], x, -y, limits)),
    });
    const corner = handle(area, {
      ...options,
      label: `resize the ${NAMES[which]}`,
      mark: which ? svg("rect", { x: -6, y: -6, width: 12, height: 12 }) : svg("circle", { r: 7 }),
      onmove: ([x, y]) => onmove(which, resized(boxes[which], which, x, -y, limits)),
    });
    area.add(middle.node, corner.node);
    return { middle, corner };
  });
  const show = () => {
    fit(area, shared, common(boxes[0], boxes[1]));
    boxes.forEach((box, which) => {
      const { middle, corner } = handles[which];
      fit(area, outlines[which], box);
      middle.moveTo([(box[0] + box[2]) / 2, -(box[1] + box[3]) / 2]);
      corner.moveTo(which ? [box[2], -box[3]] : [box[0], -box[1]]);
      const text = `left ${box[0]}, top ${box[1]}, right ${box[2]}, bottom ${box[3]}`;
      for (const { node } of [middle, corner]) node.setAttribute("aria-valuetext", text);
    });
  };
  return { node: area.node, show };
}
