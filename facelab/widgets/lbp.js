/** Local binary patterns with eight neighbors, as facelab.features.lbp_codes computes them. */

/**
 * @typedef {{ pixels: Float64Array, wide: number }} Rimmed a picture with a dark rim, and the length of its rows
 * @typedef {{ offsets: Int32Array, weights: Float64Array }} Place the four pixels around a neighbor, from the center's on
 * @typedef {{ width: number, height: number }} Size
 */

export const N_NEIGHBORS = 8;
const RIM = 4; // pixels: more than the largest radius
const ROUNDING = 1e-9; // interpolated values that differ by less are equal

/**
 * Find where the neighbors are: at the angle 2πp/8, against the clock from the right.
 *
 * @param {number} radius
 * @returns {{ right: number, down: number }[]} pixels from the center
 */
export function neighborPlaces(radius) {
  const rounded = (/** @type {number} */ value) => Math.round(1e5 * value) / 1e5;
  return Array.from({ length: N_NEIGHBORS }, (_, p) => {
    const angle = (2 * Math.PI * p) / N_NEIGHBORS;
    return { right: rounded(radius * Math.cos(angle)), down: rounded(-radius * Math.sin(angle)) };
  });
}

/**
 * Put a dark rim around a picture: outside it, every gray value is 0.
 *
 * @param {ArrayLike<number>} pixels
 * @param {Size} size
 * @returns {Rimmed}
 */
function withRim(pixels, { width, height }) {
  const wide = width + 2 * RIM;
  const rimmed = new Float64Array(wide * (height + 2 * RIM));
  for (let i = 0; i < width * height; i++) rimmed[(Math.floor(i / width) + RIM) * wide + (i % width) + RIM] = pixels[i];
  return { pixels: rimmed, wide };
}

/**
 * @param {{ right: number, down: number }} from
 * @param {number} wide
 * @returns {Place}
 */
function place4({ right, down }, wide) {
  const [column, row] = [Math.floor(right), Math.floor(down)];
  const [across, below] = [right - column, down - row];
  const corner = row * wide + column;
  return {
    offsets: Int32Array.of(corner, corner + 1, corner + wide, corner + wide + 1),
    weights: Float64Array.of((1 - below) * (1 - across), (1 - below) * across, below * (1 - across), below * across),
  };
}

/**
 * Interpolate a gray value between four pixels.
 *
 * @param {Float64Array} pixels
 * @param {number} center
 * @param {Place} place
 */
function interpolate(pixels, center, { offsets, weights }) {
  return (
    weights[0] * pixels[center + offsets[0]] +
    weights[1] * pixels[center + offsets[1]] +
    weights[2] * pixels[center + offsets[2]] +
    weights[3] * pixels[center + offsets[3]]
  );
}

/**
 * Compute the pattern of every pixel: bit p is 1 if neighbor p is at least as bright as the center.
 *
 * @param {ArrayLike<number>} gray
 * @param {Size} size
 * @param {number} radius at most 3
 * @returns {Uint8Array}
 */
export function lbpCodes(gray, size, radius) {
  const { pixels, wide } = withRim(gray, size);
  const codes = new Uint8Array(size.width * size.height);
  neighborPlaces(radius).forEach((from, bit) => {
    const place = place4(from, wide);
    let i = 0;
    for (let row = 0; row < size.height; row++) {
      let center = (row + RIM) * wide + RIM;
      for (let column = 0; column < size.width; column++, center++, i++) {
        if (interpolate(pixels, center, place) - pixels[center] >= -ROUNDING) codes[i] |= 1 << bit;
      }
    }
  });
  return codes;
}

/**
 * Compute the gray values of one pixel's neighbors.
 *
 * @param {ArrayLike<number>} gray
 * @param {Size} size
 * @param {number} radius
 * @param {{ row: number, column: number }} pixel
 * @returns {number[]}
 */
export function neighborValues(gray, size, radius, { row, column }) {
  const { pixels, wide } = withRim(gray, size);
  const center = (row + RIM) * wide + column + RIM;
  return neighborPlaces(radius).map((from) => interpolate(pixels, center, place4(from, wide)));
}

/**
 * Read the bits of a pattern, the first neighbor's first.
 *
 * @param {number} code
 * @returns {number[]}
 */
export const bitsOf = (code) => Array.from({ length: N_NEIGHBORS }, (_, p) => (code >> p) & 1);
