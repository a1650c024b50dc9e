/** The triplet loss of three embeddings of length 1, its gradient, and the kind of the triplet. */

/** @typedef {import("./chart.js").Point} Point */
/** @typedef {{ anchor: Point, positive: Point, negative: Point }} Triplet */

const squaredDistance = (/** @type {Point} */ a, /** @type {Point} */ b) => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2;

/**
 * Compute the loss from squared distances alone.
 *
 * @param {number} dap
 * @param {number} dan
 * @param {number} margin
 */
export function tripletLoss(dap, dan, margin) {
  return Math.max(dap - dan + margin, 0);
}

/**
 * Say of which kind a triplet is, from its squared distances.
 *
 * @param {number} dap from anchor to positive
 * @param {number} dan from anchor to negative
 * @param {number} margin
 * @returns {"hard" | "semi-hard" | "easy"}
 */
function kindOf(dap, dan, margin) {
  if (dan <= dap) return "hard";
  return dan < dap + margin ? "semi-hard" : "easy";
}

/**
 * Take away the part of a vector that leaves the circle: scaling to length 1 would undo it.
 *
 * @param {Point} vector
 * @param {Point} at of length 1
 * @returns {Point}
 */
function alongCircle([x, y], at) {
  const outward = x * at[0] + y * at[1];
  return [x - outward * at[0], y - outward * at[1]];
}

/**
 * Measure a triplet.
 *
 * @param {Triplet} triplet
 * @param {number} margin
 */
export function measureTriplet({ anchor, positive, negative }, margin) {
  const [dap, dan] = [squaredDistance(anchor, positive), squaredDistance(anchor, negative)];
  const loss = tripletLoss(dap, dan, margin);
  const twice = (/** @type {Point} */ to, /** @type {Point} */ from, /** @type {Point} */ at) =>
    alongCircle(loss > 0 ? [2 * (to[0] - from[0]), 2 * (to[1] - from[1])] : [0, 0], at);
  return {
    dap,
    dan,
    loss,
    kind: kindOf(dap, dan, margin),
    forces: {
      anchor: twice(positive, negative, anchor), // the negative gradient
      positive: twice(anchor, positive, positive),
      negative: twice(negative, anchor, negative),
    },
  };
}
