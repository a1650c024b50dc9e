/** What other light changes of the local binary patterns. */

import { lbpCodes, N_NEIGHBORS } from "./lbp.js";
import { changeLight } from "./light.js";

/**
 * @typedef {{ pixels: Uint8Array, width: number, height: number }} Photograph
 * @typedef {{ grays: number, patterns: number, bits: number, cut: number }} Shares of those that changed; cut: of the
 *   gray values that became black or white
 */

/**
 * Compute all patterns under a light, and count what it has changed.
 *
 * @param {Photograph} face
 * @param {{ radius: number } & import("./light.js").Light} state
 * @param {{ radius: number, before: Uint8Array }} known the patterns as photographed, at a radius
 */
export function compareLight(face, state, known) {
  const { radius } = state;
  const before = radius === known.radius ? known.before : lbpCodes(face.pixels, face, radius);
  const lit = changeLight(face.pixels, face.width, state);
  const codes = lbpCodes(lit, face, radius);
  return { radius, before, lit, codes, shares: sharesOf(face.pixels, lit, before, codes) };
}

/**
 * @param {Uint8Array} pixels
 * @param {Uint8ClampedArray} lit
 * @param {Uint8Array} before
 * @param {Uint8Array} codes
 * @returns {Shares}
 */
function sharesOf(pixels, lit, before, codes) {
  const counts = { grays: 0, patterns: 0, bits: 0, cut: 0 };
  for (let i = 0; i < pixels.length; i++) {
    if (pixels[i] !== lit[i]) counts.grays++;
    if (pixels[i] !== lit[i] && (lit[i] === 0 || lit[i] === 255)) counts.cut++;
    if (before[i] !== codes[i]) counts.patterns++;
    for (let turned = before[i] ^ codes[i]; turned; turned >>= 1) counts.bits += turned & 1;
  }
  return {
    grays: counts.grays / pixels.length,
    patterns: counts.patterns / pixels.length,
    bits: counts.bits / pixels.length / N_NEIGHBORS,
    cut: counts.cut / pixels.length,
  };
}
