/** An arrow in a chart, such as a force on a point. */

import { svg } from "./elements.js";

/** @typedef {import("./chart.js").Point} Point */

const HEAD = 7; // pixels of the chart

/**
 * Make an arrow near a point, so that a short one is not hidden by the point's mark.
 *
 * @param {import("./chart.js").Chart} area
 * @param {{ ahead?: number, aside?: number }} options pixels from the point to where it begins
 * @returns {{ node: SVGElement, show: (at: Point, by: Point) => void }} by: as far as the arrow reaches
 */
export function arrow(area, { ahead = 0, aside = 0 }) {
  const node = svg("path", { class: "line", "pointer-events": "none" });
  const show = (/** @type {Point} */ at, /** @type {Point} */ by) => {
    const [x, y] = [area.toX(at[0]), area.toY(at[1])];
    const [right, down] = [area.toX(at[0] + by[0]) - x, area.toY(at[1] + by[1]) - y];
    const length = Math.hypot(right, down);
    if (length < 0.5) return node.setAttribute("d", "");
    const [u, v] = [right / length, down / length];
    const spot = (/** @type {number} */ along, /** @type {number} */ across) =>
      `${(x + along * u - across * v).toFixed(1)} ${(y + along * v + across * u).toFixed(1)}`;
    const tip = ahead + length;
    const barb = Math.min(HEAD, length);
    const [one, other] = [spot(tip - barb, aside + barb / 2), spot(tip - barb, aside - barb / 2)];
    node.setAttribute("d", `M${spot(ahead, aside)}L${spot(tip, aside)}M${one}L${spot(tip, aside)}L${other}`);
  };
  return { node, show };
}
