/** Points of several classes in a plane: handles to move them, and what their marks mean. */

import { html, svg } from "./elements.js";
import { handle } from "./handle.js";

/** @typedef {import("./chart.js").Point} Point */
/** @typedef {import("./chart.js").Chart} Chart */

const MARKS = [
  "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0 -12 0",
  "M-5.5 -5.5H5.5V5.5H-5.5Z",
  "M0 -7L7 5.5H-7Z",
  "M0 -7.5L7.5 0L0 7.5L-7.5 0Z",
];

const mark = (/** @type {number} */ k) =>
  svg("g", {}, svg("circle", { r: 10.5, class: "wrong-ring" }), svg("path", { d: MARKS[k] }));

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
      mark: mark(labels[i]),
      onmove: (to) => onmove(i, to),
    }),
  );
  area.add(...handles.map(({ node }) => node));
  return handles;
}

/**
 * Say what the marks mean.
 *
 * @param {string[]} names
 */
export function keys(names) {
  const key = (/** @type {SVGElement} */ drawn, /** @type {string} */ name) => {
    const box = { viewBox: "-12 -12 24 24", width: 20, height: 20, "aria-hidden": "true" };
    return html("li", {}, svg("svg", box, drawn), ` ${name}`);
  };
  return html(
    "ul",
    { class: "class-keys" },
    ...names.map((name, k) => key(svg("g", { class: `class-point class-${k}` }, mark(k)), name)),
    key(svg("g", { class: "class-point wrong" }, svg("circle", { r: 9, class: "wrong-ring" })), "on the wrong side"),
    key(svg("path", { d: "M-12 0H12", class: "line" }), "border between two regions"),
    key(svg("path", { d: "M-12 0H12", class: "unit-line" }), "a hidden unit's line: its sum is 0 there"),
  );
}
