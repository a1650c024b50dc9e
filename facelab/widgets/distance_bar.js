/** One distance, as a bar beside a scale, with the threshold as a line across it. */

import { chart, ticks } from "./chart.js";
import { svg } from "./elements.js";
import { inShort } from "./number_text.js";

const TOP = 20; // of the bar, in units of the drawing
const HEIGHT = 16;

/**
 * Make the bar.
 *
 * @param {{ label: string, largest: number, threshold: number | null }} options largest: where the scale ends
 * @returns {{ node: SVGElement, show: (distance: number) => void }}
 */
export function distanceBar({ label, largest, threshold }) {
  const area = chart({ label, x: [-0.06 * largest, 1.06 * largest], y: [0, 1], height: 58, plain: true });
  const [left, right] = [area.toX(0), area.toX(largest)];
  const bar = svg("rect", { x: left, y: TOP, height: HEIGHT, class: "marker" });
  area.add(
    svg("path", { d: `M${left} ${TOP + HEIGHT + 4}H${right}`, class: "axis" }),
    ...ticks(0, largest).map((value) =>
      svg("text", { x: area.toX(value), y: TOP + HEIGHT + 18, class: "middle" }, inShort(value)),
    ),
    bar,
  );
  if (threshold !== null) area.add(...across(area.toX(threshold), `threshold ${threshold.toPrecision(3)}`));
  const show = (/** @type {number} */ distance) => {
    bar.setAttribute("width", String(area.toX(Math.min(distance, largest)) - left));
  };
  return { node: area.node, show };
}

/**
 * Draw a line across the scale, and its name above it.
 *
 * @param {number} at
 * @param {string} name
 * @returns {SVGElement[]}
 */
function across(at, name) {
  const side = at > 260 ? "end" : at < 60 ? "start" : "middle"; // near an end the name must not be cut off
  return [
    svg("line", { x1: at, x2: at, y1: TOP - 5, y2: TOP + HEIGHT + 4, class: "line", "stroke-dasharray": "4 2" }),
    svg("text", { x: at, y: 11, class: side }, name),
  ];
}
