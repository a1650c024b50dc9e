/** Shades of gray for the numbers of a feature map. */

import { written } from "./number_grid.js";

/**
 * Say how numbers become shades of gray.
 *
 * @param {string} zero "gray" or "black"
 * @param {[number, number]} ends smallest and largest number
 */
export function shades(zero, [smallest, largest]) {
  if (zero === "black") {
    return { shade: (/** @type {number} */ value) => value, text: "black is 0 or less, white is 255 or more" };
  }
  const end = Math.max(-smallest, largest) || 1;
  const shade = (/** @type {number} */ value) => 127.5 + (127.5 * value) / end;
  return { shade, text: `black is ${written(-end)}, gray is 0, white is ${written(end)}` };
}
