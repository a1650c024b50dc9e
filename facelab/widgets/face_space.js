/** The space of the first eigenfaces: from a face to its coordinates, and back. */

import { unpack } from "./model.js";

/**
 * @typedef {object} FaceSpace
 * @property {number} width
 * @property {number} height
 * @property {ArrayLike<number>} mean the mean face
 * @property {Float32Array[]} eigenfaces
 * @property {ArrayLike<number>} deviations standard deviation of the training faces along each eigenface
 * @property {ArrayLike<number>} distances median distance of two training faces in the first k coordinates, by k
 * @property {Uint8Array} face the photograph
 */

/**
 * Unpack what Python sends: the eigenfaces are whole numbers from −127 to 127, each with a scale.
 *
 * @param {Record<string, any>} data
 * @returns {FaceSpace}
 */
export function faceSpace(data) {
  const [mean, whole, scales, deviations, distances, face] = ["mean", "eigenfaces", "scales", "deviations", "distances"]
    .concat("face")
    .map((name) => unpack(data[name]).values);
  const [height, width] = data.face.shape;
  const size = height * width;
  const eigenfaces = Array.from(scales, (scale, i) =>
    Float32Array.from(whole.subarray(i * size, (i + 1) * size), (value) => value * scale),
  );
  return { width, height, mean, eigenfaces, deviations, distances, face: /** @type {Uint8Array} */ (face) };
}

/**
 * Project a face onto the eigenfaces.
 *
 * @param {FaceSpace} space
 * @param {ArrayLike<number>} pixels
 * @returns {number[]}
 */
export function coordinates({ mean, eigenfaces }, pixels) {
  const centered = Float32Array.from(pixels, (value, i) => value - mean[i]);
  return eigenfaces.map((eigenface) => {
    let sum = 0;
    for (let i = 0; i < centered.length; i++) sum += eigenface[i] * centered[i];
    return sum;
  });
}

/**
 * Rebuild a face from its first coordinates: the mean face plus a weighted sum of eigenfaces.
 *
 * @param {FaceSpace} space
 * @param {number[]} weights as many as there are eigenfaces to use
 * @returns {Float32Array} gray values, not cut off
 */
export function rebuild({ mean, eigenfaces }, weights) {
  const face = Float32Array.from(mean);
  weights.forEach((weight, i) => {
    addScaled(face, eigenfaces[i], weight);
  });
  return face;
}

/**
 * Compute the root mean square error of a face rebuilt from its first 0, 1, 2 … coordinates.
 *
 * @param {FaceSpace} space
 * @param {ArrayLike<number>} pixels
 * @param {number[]} weights the face's coordinates
 * @returns {number[]} gray values
 */
export function errorsByCount({ mean, eigenfaces }, pixels, weights) {
  const rest = Float32Array.from(pixels, (value, i) => value - mean[i]);
  const errors = [rootMeanSquare(rest)];
  weights.forEach((weight, i) => {
    addScaled(rest, eigenfaces[i], -weight);
    errors.push(rootMeanSquare(rest));
  });
  return errors;
}

/**
 * @param {Float32Array} sum it is changed in place
 * @param {Float32Array} image
 * @param {number} weight
 */
function addScaled(sum, image, weight) {
  for (let i = 0; i < sum.length; i++) sum[i] += weight * image[i];
}

/** @param {Float32Array} differences */
function rootMeanSquare(differences) {
  let sum = 0;
  for (let i = 0; i < differences.length; i++) sum += differences[i] ** 2;
  return Math.sqrt(sum / differences.length);
}

/**
 * Compute the root mean square difference of two faces, in gray values.
 *
 * @param {ArrayLike<number>} face
 * @param {ArrayLike<number>} other
 */
export function difference(face, other) {
  return rootMeanSquare(Float32Array.from(face, (value, i) => value - other[i]));
}
