/** The plane with the query, the unit ball, and two balls that have grown until they touch a person. */

import { svg } from "./elements.js";
import { embeddingPlane } from "./embedding_plane.js";
import { minkowski, nearest } from "./minkowski.js";

/** @typedef {import("./chart.js").Point} Point */

const DEGREES = Array.from({ length: 361 }, (_, degree) => (degree * Math.PI) / 180);

/**
 * Find the points at one distance from the query.
 *
 * @param {number} p
 * @param {number} distance
 */
function sphere(p, distance) {
  return DEGREES.map((angle) => {
    const [x, y] = [Math.cos(angle), Math.sin(angle)];
    const scale = distance / minkowski([x, y], p);
    return /** @type {Point} */ ([scale * x, scale * y]);
  });
}

/**
 * Make the plane.
 *
 * @param {number} reach
 */
export function ballPlane(reach) {
  const area = embeddingPlane("Query and people in the plane of the embeddings", [-reach, reach], [-reach, reach]);
  const [ball, grown, round] = ["unit-ball", "grown-ball", "grown-circle"].map((look) => svg("path", { class: look }));
  const [center, middle] = [area.toX(0), area.toY(0)];
  const cross = svg("path", { d: `M${center - 6} ${middle}h12M${center} ${middle - 6}v12`, class: "line" });
  area.add(ball, grown, round, cross, svg("text", { x: center + 6, y: middle + 15 }, "query"));
  const draw = (/** @type {SVGElement} */ node, /** @type {Point[]} */ points) =>
    node.setAttribute("d", `${area.path(points)}Z`);
  const show = (/** @type {Point[]} */ points, /** @type {number} */ p) => {
    const winner = points[nearest(points, p)];
    const other = points[nearest(points, 2)];
    draw(ball, sphere(p, 1));
    draw(grown, sphere(p, minkowski(winner, p)));
    draw(round, sphere(2, minkowski(other, 2)));
  };
  return { area, show };
}
