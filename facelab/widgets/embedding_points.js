/** Which point of a map is next to which, in the map and in the embedding. */

import { unpack } from "./model.js";

/** @typedef {import("./chart.js").Point} Point */
/** @typedef {{ near: number[], distances: number[], deceiving: { i: number, place: number }[] }} Neighbors */

const N_NEIGHBORS = 3;

const apart = (/** @type {Point} */ a, /** @type {Point} */ b) => Math.hypot(a[0] - b[0], a[1] - b[1]);

/**
 * Find the points that are nearest to a place.
 *
 * @param {Point[]} points
 * @param {Point} place
 * @param {number} [except] the position of one that does not count
 * @returns {number[]} positions of the three nearest
 */
export function nearestTo(points, place, except = -1) {
  const others = points.map((_, i) => i).filter((i) => i !== except);
  return others.sort((a, b) => apart(points[a], place) - apart(points[b], place)).slice(0, N_NEIGHBORS);
}

/**
 * Find the nearest point in a direction, not more than 45° to its left or right.
 *
 * @param {Point[]} points
 * @param {number} from a position
 * @param {Point} direction of length 1
 * @returns {number} a position, the same one if there is no other
 */
export function nextTowards(points, from, [right, up]) {
  let [best, shortest] = [from, Number.POSITIVE_INFINITY];
  for (const [i, [x, y]] of points.entries()) {
    const [dx, dy] = [x - points[from][0], y - points[from][1]];
    const [ahead, aside] = [dx * right + dy * up, Math.abs(dx * up - dy * right)];
    const length = Math.hypot(dx, dy);
    if (ahead > 0 && aside <= ahead && length < shortest) [best, shortest] = [i, length];
  }
  return best;
}

/**
 * Look up the neighbors of each photograph, in the embedding and in the map.
 *
 * @param {any} data
 * @param {Point[]} points
 * @returns {Neighbors[]}
 */
export function allNeighbors(data, points) {
  const order = unpack(data.order).values;
  const distances = unpack(data.distances).values;
  const others = points.length - 1;
  return points.map((point, at) => {
    const nearestFirst = Array.from(order.subarray(at * others, (at + 1) * others));
    const near = nearestFirst.slice(0, N_NEIGHBORS);
    const onlyInMap = nearestTo(points, point, at).filter((i) => !near.includes(i));
    return {
      near,
      distances: Array.from(distances.subarray(at * N_NEIGHBORS, (at + 1) * N_NEIGHBORS)),
      deceiving: onlyInMap.map((i) => ({ i, place: nearestFirst.indexOf(i) + 1 })),
    };
  });
}
