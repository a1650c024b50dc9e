/** The IoU of two boxes, for every place to which the second one could slide sideways. */

import { compare } from "./boxes.js";
import { chart, legend } from "./chart.js";
import { html } from "./elements.js";
import { addCurve, addDot, addLevel } from "./marks.js";

/** @typedef {import("./boxes.js").Box} Box */

/**
 * Draw the curve, with a dot where the second box is, and a line at the IoU that is enough.
 *
 * @param {import("./two_boxes.js").Limits} limits
 */
export function sideways(limits) {
  const area = chart({
    label: "IoU for every place sideways of the second box",
    x: [0, limits.width],
    y: [0, 1],
    xLabel: "left edge of the second box, pixels",
    yLabel: "IoU",
  });
  const enough = addLevel(area);
  const curve = addCurve(area);
  const dot = addDot(area);
  const show = (/** @type {Box[]} */ [first, second], /** @type {number} */ least) => {
    const width = second[2] - second[0];
    const iou = (/** @type {number} */ left) => compare(first, [left, second[1], left + width, second[3]]).iou;
    curve.draw(Array.from({ length: limits.width - width + 1 }, (_, left) => [left, iou(left)]));
    dot.moveTo([second[0], iou(second[0])]);
    enough.moveTo(least);
  };
  const names = legend([
    ["line", "if only the second box slides sideways"],
    ["line limit", "enough"],
  ]);
  return { node: html("div", { class: "panel" }, area.node, names), show };
}
