/** Greedy non-max suppression, as facelab.detection.nms computes it. */

import { areaOf, common } from "./boxes.js";

/** @typedef {import("./boxes.js").Box} Box */
/** @typedef {{ kept: number[], by: number[] }} Result kept: the best first; by: for each box which one dropped it, itself
 *   if it is kept, LOW_SCORE if its score is too low */
/** @typedef {{ intersection: Float64Array, union: Float64Array }} Overlaps of box i with box j, at i · n + j */

const LOW_SCORE = -1;

/**
 * Compare every box with every other.
 *
 * @param {Box[]} boxes
 * @returns {Overlaps}
 */
export function overlaps(boxes) {
  const areas = boxes.map(areaOf);
  const pairs = boxes.flatMap((a) => boxes.map((b) => areaOf(common(a, b))));
  const intersection = Float64Array.from(pairs);
  const n = boxes.length;
  const union = intersection.map((shared, at) => areas[at % n] + areas[Math.floor(at / n)] - shared);
  return { intersection, union };
}

/**
 * Keep the best box, drop those that overlap it by at least the threshold, and so on.
 *
 * @param {{ order: number[], scores: number[], pairs: Overlaps }} found order: boxes from the best to the worst
 * @param {number} least boxes with a score above it take part
 * @param {number} threshold IoU
 * @returns {Result}
 */
export function suppress({ order, scores, pairs }, least, threshold) {
  const n = scores.length;
  const by = new Array(n).fill(LOW_SCORE);
  const kept = [];
  let left = order.filter((box) => scores[box] > least);
  while (left.length) {
    const best = left[0];
    kept.push(best);
    by[best] = best;
    const next = [];
    for (const box of left.slice(1)) {
      const at = best * n + box;
      const shared = pairs.intersection[at];
      // not divided, as in Python: rounding must decide in the same way
      if (shared > 0 && shared >= threshold * pairs.union[at]) by[box] = best;
      else next.push(box);
    }
    left = next;
  }
  return { kept, by };
}
