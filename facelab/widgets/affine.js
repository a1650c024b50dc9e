/** Affine maps of the plane, and the similarity that best lays points on others. */

/** @typedef {import("./chart.js").Point} Point */
/** @typedef {[number, number, number, number, number, number]} Affine a, b, c, d, e, f, as in SVG's matrix(): a point
 *   goes to (a x + c y + e, b x + d y + f) */

/**
 * @param {Affine} map
 * @param {Point} point
 * @returns {Point}
 */
export function mapPoint([a, b, c, d, e, f], [x, y]) {
  return [a * x + c * y + e, b * x + d * y + f];
}

/**
 * Do one map, then another.
 *
 * @param {Affine} first
 * @param {Affine} second
 * @returns {Affine}
 */
export function then(first, second) {
  const [e, f] = mapPoint(second, [first[4], first[5]]);
  const [a, b, c, d] = second;
  return [
    a * first[0] + c * first[1],
    b * first[0] + d * first[1],
    a * first[2] + c * first[3],
    b * first[2] + d * first[3],
    e,
    f,
  ];
}

/**
 * @param {Point[]} points
 * @returns {Point}
 */
export function meanPoint(points) {
  const total = (/** @type {0 | 1} */ axis) => points.reduce((sum, point) => sum + point[axis], 0);
  return [total(0) / points.length, total(1) / points.length];
}

/**
 * Compute the root mean square of the distances of points from others.
 *
 * @param {Point[]} points
 * @param {Point[]} others
 */
export function rootMeanSquare(points, others) {
  const squares = points.map(([x, y], i) => (x - others[i][0]) ** 2 + (y - others[i][1]) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / points.length);
}

/**
 * Find the similarity with the least squared distance, as facelab.alignment.similarity does: with points as complex
 * numbers, scale and turn are one factor, and the best one is a regression.
 *
 * @param {Point[]} source
 * @param {Point[]} target
 * @returns {{ map: Affine, scale: number, degrees: number }}
 */
export function bestSimilarity(source, target) {
  const [from, to] = [meanPoint(source), meanPoint(target)];
  let [real, imaginary, square] = [0, 0, 0];
  source.forEach((point, i) => {
    const [ax, ay] = [point[0] - from[0], point[1] - from[1]];
    const [bx, by] = [target[i][0] - to[0], target[i][1] - to[1]];
    real += ax * bx + ay * by;
    imaginary += ax * by - ay * bx;
    square += ax * ax + ay * ay;
  });
  const [a, b] = [real / square, imaginary / square];
  const map = /** @type {Affine} */ ([
    a,
    b,
    -b,
    a,
    to[0] - a * from[0] + b * from[1],
    to[1] - b * from[0] - a * from[1],
  ]);
  return { map, scale: Math.hypot(a, b), degrees: (Math.atan2(b, a) * 180) / Math.PI };
}
