/** Points of several classes in a plane, with handles to move them. */

import { classMark } from "./class_marks.js";
import { handle } from "./handle.js";

/** @typedef {import("./chart.js").Point} Point */
/** @typedef {import("./chart.js").Chart} Chart */

/**
 * Put a handle into the plane for each point.
 *
 * @param {Chart} area
 * @param {{ names: string[], labels: number[], points: Point[] }} data
 * @param {(i: number, to: Point) => void} onmove
 */
export function pointHandles(area, { names, labels, points }, onmove) {
  const handles = points.map((at, i) =>
    handle(area, {
      label: `${names[labels[i]]}, point ${i + 1}`,
      at,
      step: (area.x[1] - area.x[0]) / 50,
      class: `class-point class-${labels[i]}`,
      mark: classMark(labels[i]),
      onmove: (to) => onmove(i, to),
    }),
  );
  area.add(...handles.map(({ node }) => node));
  return handles;
}
