/** A photograph with two boxes that are moved and resized by mouse, finger or arrow keys. */

import { common, fit } from "./boxes.js";
import { clamp } from "./clamp.js";
import { svg } from "./elements.js";
import { handle } from "./handle.js";
import { photograph } from "./photograph.js";

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
  const toLeft = clamp(Math.round(x - width / 2), 0, limits.width - width);
  const toTop = clamp(Math.round(y - height / 2), 0, limits.height - height);
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
 * Put two handles onto a box: one in its middle, and one at a corner.
 *
 * @param {import("./chart.js").Chart} area
 * @param {number} which 0 or 1
 * @param {{ move: (x: number, y: number) => void, resize: (x: number, y: number) => void }} listeners
 */
function boxHandles(area, which, { move, resize }) {
  const look = `overlap-handle overlap-handle-${which}`;
  const options = { at: /** @type {import("./chart.js").Point} */ ([0, 0]), step: 1, class: look };
  const middle = handle(area, {
    ...options,
    label: `move the ${NAMES[which]}`,
    mark: svg("path", { d: "M-8 0H8M0-8V8M-8 0l3-3m-3 3l3 3M8 0l-3-3m3 3l-3 3M0-8l-3 3m3-3l3 3M0 8l-3-3m3 3l3-3" }),
    onmove: ([x, y]) => move(x, -y),
  });
  const corner = handle(area, {
    ...options,
    label: `resize the ${NAMES[which]}`,
    mark: which ? svg("rect", { x: -6, y: -6, width: 12, height: 12 }) : svg("circle", { r: 7 }),
    onmove: ([x, y]) => resize(x, -y),
  });
  area.add(middle.node, corner.node);
  return (/** @type {Box} */ [left, top, right, bottom]) => {
    middle.moveTo([(left + right) / 2, -(top + bottom) / 2]);
    corner.moveTo(which ? [right, -bottom] : [left, -top]);
    const text = `left ${left}, top ${top}, right ${right}, bottom ${bottom}`;
    for (const { node } of [middle, corner]) node.setAttribute("aria-valuetext", text);
  };
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
  /** @type {Box[]} */
  let boxes = [];
  const showHandles = [0, 1].map((which) =>
    boxHandles(area, which, {
      move: (x, y) => onmove(which, moved(boxes[which], x, y, limits)),
      resize: (x, y) => onmove(which, resized(boxes[which], which, x, y, limits)),
    }),
  );
  const show = (/** @type {Box[]} */ to) => {
    boxes = to;
    fit(area, shared, common(boxes[0], boxes[1]));
    for (const [which, box] of boxes.entries()) {
      fit(area, outlines[which], box);
      showHandles[which](box);
    }
  };
  return { node: area.node, show };
}
