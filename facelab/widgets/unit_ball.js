/** The unit ball of the Minkowski distance from p = 1 to infinity, and who is nearest to a query. */

import { chart, handle, legend } from "./chart.js";
import { minkowski, nearest } from "./minkowski.js";
import { html, memory, place, readouts, sentence, slider, svg } from "./shared.js";
import { distanceTable, powerText } from "./unit_ball_table.js";

/** @typedef {import("./shared.js").Context} Context */
/** @typedef {import("./shared.js").Point} Point */
/** @typedef {import("./chart.js").Chart} Chart */

const DEGREES = Array.from({ length: 361 }, (_, degree) => (degree * Math.PI) / 180);

/**
 * Draw the points at one distance from the query.
 *
 * @param {Chart} area
 * @param {number} p
 * @param {number} distance
 */
function sphere(area, p, distance) {
  const points = DEGREES.map((angle) => {
    const [x, y] = [Math.cos(angle), Math.sin(angle)];
    const scale = distance / minkowski([x, y], p);
    return /** @type {Point} */ ([scale * x, scale * y]);
  });
  return `${area.path(points)}Z`;
}

/**
 * Make the plane: the unit ball, and two balls that have grown until they touch a person.
 *
 * @param {number} reach
 */
function plane(reach) {
  const area = chart({
    label: "Query and people in the plane of the embeddings",
    x: [-reach, reach],
    y: [-reach, reach],
    xLabel: "first number of the embedding",
    yLabel: "second number",
    height: 312, // one unit is as long upward as sideways
  });
  const [ball, grown, round] = ["unit-ball", "grown-ball", "grown-circle"].map((look) => svg("path", { class: look }));
  const [center, middle] = [area.toX(0), area.toY(0)];
  const cross = svg("path", { d: `M${center - 6} ${middle}h12M${center} ${middle - 6}v12`, class: "line" });
  area.add(ball, grown, round, cross, svg("text", { x: center + 6, y: middle + 15 }, "query"));
  const show = (/** @type {Point[]} */ points, /** @type {number} */ p) => {
    const winner = points[nearest(points, p)];
    const other = points[nearest(points, 2)];
    ball.setAttribute("d", sphere(area, p, 1));
    grown.setAttribute("d", sphere(area, p, minkowski(winner, p)));
    round.setAttribute("d", sphere(area, 2, minkowski(other, 2)));
  };
  return { area, show };
}

/**
 * Say whether the metric matters here.
 *
 * @param {string} winner
 * @param {string} other
 * @param {number} p
 */
function verdict(winner, other, p) {
  if (p === 2) return `p = 2 is the Euclidean distance itself; ${winner} is nearest.`;
  if (winner === other) return `Here the metric does not matter: ${winner} is nearest for p = ${powerText(p)}, too.`;
  return `The metric decides: ${winner} is nearest for p = ${powerText(p)}, ${other} for the Euclidean distance.`;
}

/** @param {Context} context */
function render({ model, el }) {
  const { names, points: start, position: first, n_positions: last, reach } = model.get("data");
  const remember = memory(model);
  let { position = first } = model.get("state");
  /** @type {Point[]} */
  const points = (model.get("state").points ?? start).slice();
  const power = (/** @type {number} */ at) => last / (last - at); // infinity at the last position

  const people = plane(reach);
  const distances = distanceTable(names);
  const figures = readouts(["nearest for this p", "nearest for p = 2"]);
  const summary = sentence();
  const show = () => {
    const p = power(position);
    const [winner, other] = [p, 2].map((each) => names[nearest(points, each)]);
    people.show(points, p);
    distances.show(points, p);
    figures.show({ "nearest for this p": winner, "nearest for p = 2": other });
    summary.say(verdict(winner, other, p));
    remember({ position, points });
  };
  points.forEach((at, i) => {
    const mark = svg("g", {}, svg("circle", { r: 6 }), svg("text", { y: -11, class: "middle gallery-name" }, names[i]));
    const onmove = (/** @type {Point} */ to) => {
      points[i] = to;
      show();
    };
    people.area.add(handle(people.area, { label: names[i], at, step: 0.05, onmove, mark }).node);
  });
  const move = slider({
    label: "p",
    min: 0,
    max: last,
    value: position,
    format: (at) => powerText(power(at)),
    oninput: (at) => {
      position = at;
      show();
    },
  });
  show();
  const looks = legend([
    ["unit-ball", "distance up to 1 (unit ball)"],
    ["grown-ball", "as far as the nearest, this p"],
    ["grown-circle", "as far as the nearest, Euclidean"],
  ]);
  place(
    { model, el },
    html("div", { class: "controls" }, move.node),
    figures.node,
    summary.node,
    html("div", { class: "row" }, html("div", { class: "panel" }, people.area.node, looks), distances.node),
  );
}

export default { render };
