/** Numbers as text. */

/**
 * Write a distance with four digits.
 *
 * @param {number} distance
 * @returns {string}
 */
export function rounded(distance) {
  return distance.toLocaleString("en", { maximumSignificantDigits: 4 });
}
