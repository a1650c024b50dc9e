/** The contrastive loss of a pair of embeddings, and the force that it exerts on them. */

import { clamp } from "./clamp.js";

/** @typedef {import("./chart.js").Point} Point */
/** @typedef {import("./chart.js").Chart} Chart */
/** @typedef {{ left: Point, right: Point, genuine: boolean, margin: number }} Pair */
/** @typedef {{ distance: number, loss: number, force: Point }} Measured force: on the left point */

const RATE = 0.1; // learning rate: a step moves each point by this share of its force

/**
 * Compute the contrastive loss and its slope over the distance.
 *
 * @param {boolean} genuine
 * @param {number} distance
 * @param {number} margin
 */
export function contrastive(genuine, distance, margin) {
  if (genuine) return { loss: distance ** 2 / 2, slope: distance };
  const missing = Math.max(margin - distance, 0);
  return { loss: missing ** 2 / 2, slope: -missing };
}

/**
 * @param {Pair} pair
 * @returns {Measured}
 */
export function measure({ left, right, genuine, margin }) {
  const [x, y] = [right[0] - left[0], right[1] - left[1]];
  const distance = Math.hypot(x, y);
  const { loss, slope } = contrastive(genuine, distance, margin);
  // in one place there is no direction; facelab, too, takes the gradient 0 there
  const share = distance === 0 ? 0 : slope / distance;
  return { distance, loss, force: [share * x, share * y] };
}

/**
 * Move both points along their forces, inside the plane.
 *
 * @param {Pair} pair
 * @param {Chart} area
 * @returns {number} how far the left one has moved
 */
export function descend(pair, area) {
  const { force } = measure(pair);
  const before = pair.left;
  const moved = (/** @type {Point} */ [x, y], /** @type {number} */ sign) =>
    /** @type {Point} */ ([clamp(x + sign * RATE * force[0], ...area.x), clamp(y + sign * RATE * force[1], ...area.y)]);
  pair.left = moved(pair.left, 1);
  pair.right = moved(pair.right, -1);
  return Math.hypot(pair.left[0] - before[0], pair.left[1] - before[1]);
}
