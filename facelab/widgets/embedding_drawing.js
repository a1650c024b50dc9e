/** A map of points, a shape and a color for each person. */

import { chart } from "./chart.js";
import { html, svg } from "./elements.js";

/** @typedef {import("./chart.js").Point} Point */
/** @typedef {import("./chart.js").Chart} Chart */
/** @typedef {import("./embedding_points.js").Neighbors} Neighbors */

const [WIDTH, HEIGHT] = [360, 330];

const SHAPES = [
  "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z", // circle
  "M0 -6L6 5H-6Z", // triangle
  "M-5 -5H5V5H-5Z", // square
  "M0 -6.5L6.5 0L0 6.5L-6.5 0Z", // diamond
  "M0 6L-6 -5H6Z", // triangle on its head
  "M-2 -6H2V-2H6V2H2V6H-2V2H-6V-2H-2Z", // plus
  "M0 -7L1.8 -2.2L7 -2.2L2.8 1L4.3 6L0 3L-4.3 6L-2.8 1L-7 -2.2L-1.8 -2.2Z", // star
  "M-3 -6L0 -3L3 -6L6 -3L3 0L6 3L3 6L0 3L-3 6L-6 3L-3 0L-6 -3Z", // cross
];

/**
 * Draw a person's mark around (0, 0).
 *
 * @param {number} person from 0 to 7
 */
function personMark(person) {
  return svg("path", { d: SHAPES[person], class: `person person-${person}` });
}

/**
 * Say which mark is whose.
 *
 * @param {string[]} names
 */
export function personLegend(names) {
  const mark = (/** @type {number} */ person) =>
    svg("svg", { viewBox: "-8 -8 16 16", width: 15, height: 15, "aria-hidden": "true" }, personMark(person));
  return html("p", { class: "legend" }, ...names.map((name, person) => html("span", {}, mark(person), ` ${name}`)));
}

/**
 * Make a chart in which one unit is as long to the right as upwards, as distances in the map are looked at.
 *
 * @param {Point[]} points
 */
export function plane(points) {
  const [x, y] = [0, 1].map((axis) => {
    const values = points.map((point) => point[axis]);
    return { low: Math.min(...values), high: Math.max(...values) };
  });
  const unit = 1.12 * Math.max((x.high - x.low) / WIDTH, (y.high - y.low) / HEIGHT) || 1;
  const ends = (/** @type {{ low: number, high: number }} */ { low, high }, /** @type {number} */ length) =>
    /** @type {Point} */ ([(low + high - length * unit) / 2, (low + high + length * unit) / 2]);
  const size = { width: WIDTH, height: HEIGHT, plain: true };
  return chart({ label: "Map of the embeddings", x: ends(x, WIDTH), y: ends(y, HEIGHT), ...size });
}

/**
 * Draw the points, and lines from the chosen one to its neighbors.
 *
 * @param {Chart} area
 * @param {Point[]} points
 * @param {number[]} person
 */
export function drawing(area, points, person) {
  const at = (/** @type {number} */ i) => ({ x: area.toX(points[i][0]), y: area.toY(points[i][1]) });
  const marks = points.map((_, i) => {
    const mark = personMark(person[i]);
    mark.setAttribute("transform", `translate(${at(i).x} ${at(i).y})`);
    return mark;
  });
  const [links, rings] = [svg("g"), svg("g")];
  area.add(links, svg("g", { class: "points" }, ...marks), rings);
  const show = (/** @type {number} */ from, /** @type {Neighbors} */ { near, deceiving }) => {
    const { x: x1, y: y1 } = at(from);
    links.replaceChildren(
      ...near.map((i) => svg("line", { x1, y1, x2: at(i).x, y2: at(i).y, class: "to-neighbor" })),
      ...near.map((i) => svg("circle", { cx: at(i).x, cy: at(i).y, r: 9, class: "to-neighbor" })),
    );
    const chosen = personMark(person[from]); // above all others, which may cover it
    chosen.setAttribute("transform", `translate(${x1} ${y1}) scale(1.3)`);
    rings.replaceChildren(
      chosen,
      ...deceiving.map(({ i }) => svg("circle", { cx: at(i).x, cy: at(i).y, r: 12, class: "deceiving" })),
    );
  };
  const highlight = (/** @type {number} */ whom) => {
    for (const [i, mark] of marks.entries()) mark.classList.toggle("pale", whom >= 0 && person[i] !== whom);
  };
  return { show, highlight };
}
