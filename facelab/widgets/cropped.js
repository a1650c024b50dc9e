/** What is drawn in a chart, and cut off where its axes end. */

import { svg } from "./elements.js";

/**
 * Put shapes that may be larger than a chart into a frame that hides what is outside.
 *
 * @param {import("./chart.js").Chart} area
 * @param {SVGElement[]} nodes
 * @returns {SVGElement}
 */
export function cropped(area, ...nodes) {
  const [x, y] = [area.toX(area.x[0]), area.toY(area.y[1])];
  const [width, height] = [area.toX(area.x[1]) - x, area.toY(area.y[0]) - y];
  return svg("svg", { x, y, width, height, viewBox: `${x} ${y} ${width} ${height}` }, ...nodes);
}
