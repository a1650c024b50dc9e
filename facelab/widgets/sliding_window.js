/** A window of 3 × 3 weights that slides over a picture, with a stride of 1 and without padding. */

/**
 * @typedef {{ pixels: ArrayLike<number>, height: number, width: number }} Gray
 * @typedef {{ values: Float64Array, height: number, width: number }} FeatureMap
 */

/**
 * Take the nine pixels of the window whose upper left corner is at a row and a column.
 *
 * @param {Gray} image
 * @param {number} row
 * @param {number} column
 * @returns {number[]}
 */
export function windowAt({ pixels, width }, row, column) {
  return Array.from({ length: 9 }, (_, k) => pixels[(row + Math.floor(k / 3)) * width + column + (k % 3)]);
}

/**
 * Sum the products at each place where the window fits; like Keras, without turning the filter.
 *
 * @param {Gray} image
 * @param {number[]} weights nine, row by row
 * @returns {FeatureMap}
 */
export function correlate({ pixels, height, width }, weights) {
  const map = { height: height - 2, width: width - 2, values: new Float64Array((height - 2) * (width - 2)) };
  for (let k = 0; k < 9; k++) {
    const shift = Math.floor(k / 3) * width + (k % 3);
    for (let row = 0; row < map.height; row++) {
      for (let column = 0; column < map.width; column++) {
        map.values[row * map.width + column] += weights[k] * pixels[shift + row * width + column];
      }
    }
  }
  return map;
}

/**
 * Apply the ReLU to a map, in place.
 *
 * @param {FeatureMap} map
 */
export function rectify({ values }) {
  for (let i = 0; i < values.length; i++) values[i] = Math.max(values[i], 0);
}

/**
 * Find the smallest and the largest number of a map.
 *
 * @param {FeatureMap} map
 * @returns {[number, number]}
 */
export function extremes({ values }) {
  let [smallest, largest] = [values[0], values[0]];
  for (const value of values) {
    if (value < smallest) smallest = value;
    if (value > largest) largest = value;
  }
  return [smallest, largest];
}
