/** Two handles of a box on a photograph: one in its middle moves it, and one at a corner resizes it. */

import { clamp } from "./clamp.js";
import { svg } from "./elements.js";
import { handle } from "./handle.js";

/** @typedef {import("./boxes.js").Box} Box */
/** @typedef {{ width: number, height: number, smallest: number }} Limits of the image, and of a box */

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
 * Put the handles of a box onto a photograph.
 *
 * @param {import("./chart.js").Chart} area
 * @param {{ name: string, look: string, limits: Limits, isFirst?: boolean, onmove: (box: Box) => void,
 *   resized: (box: Box, x: number, y: number) => Box }} options isFirst: the corner is the one at the left above, else
 *   it is the one at the right below; resized: makes the box whose corner is pulled to a point
 * @returns {(box: Box) => void} moves the handles to where the box is
 */
export function boxHandles(area, { name, look, limits, isFirst = false, onmove, resized }) {
  /** @type {Box} */
  let box = [0, 0, 0, 0];
  const options = { at: /** @type {import("./chart.js").Point} */ ([0, 0]), step: 1, class: `box-handle ${look}` };
  const middle = handle(area, {
    ...options,
    label: `move the ${name}`,
    mark: svg("path", { d: "M-8 0H8M0-8V8M-8 0l3-3m-3 3l3 3M8 0l-3-3m3 3l-3 3M0-8l-3 3m3-3l3 3M0 8l-3-3m3 3l3-3" }),
    onmove: ([x, y]) => onmove(moved(box, x, -y, limits)),
  });
  const corner = handle(area, {
    ...options,
    label: `resize the ${name}`,
    mark: isFirst ? svg("circle", { r: 7 }) : svg("rect", { x: -6, y: -6, width: 12, height: 12 }),
    onmove: ([x, y]) => onmove(resized(box, x, -y)),
  });
  area.add(middle.node, corner.node);
  return (to) => {
    box = to;
    const [left, top, right, bottom] = box;
    middle.moveTo([(left + right) / 2, -(top + bottom) / 2]);
    corner.moveTo(isFirst ? [left, -top] : [right, -bottom]);
    const text = `left ${left}, top ${top}, right ${right}, bottom ${bottom}`;
    for (const { node } of [middle, corner]) node.setAttribute("aria-valuetext", text);
  };
}
