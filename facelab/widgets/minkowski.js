/** The Minkowski distance of points to (0, 0). */

/** @typedef {import("./chart.js").Point} Point */

/**
 * Compute the Minkowski distance of a point to (0, 0).
 *
 * @param {Point} point
 * @param {number} p 1 or more; at infinity it is the largest difference
 */
export function minkowski([x, y], p) {
  const [small, large] = [Math.abs(x), Math.abs(y)].sort((a, b) => a - b);
  if (large === 0 || p === Number.POSITIVE_INFINITY) return large;
  return large * ((small / large) ** p + 1) ** (1 / p); // divided by the largest, so that no power overflows
}

/**
 * Find the nearest point.
 *
 * @param {Point[]} points
 * @param {number} p
 * @returns {number} its position
 */
export function nearest(points, p) {
  const lengths = points.map((point) => minkowski(point, p));
  return lengths.indexOf(Math.min(...lengths));
}
