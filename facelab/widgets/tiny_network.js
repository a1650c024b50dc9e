/** A network that is trained between two moves of the hand: two inputs, one hidden layer, then the softmax. */

/**
 * W1 has a row for each input, W2 a row for each hidden unit; both are laid out as one row of numbers.
 *
 * @typedef {{ W1: Float64Array, b1: Float64Array, W2: Float64Array, b2: Float64Array }} Network
 * @typedef {{ W1: number[][], b1: number[], W2: number[][], b2: number[] }} StoredNetwork
 * @typedef {"tanh" | "ReLU"} Activation
 * @typedef {{ points: [number, number][], labels: number[] }} Samples
 */

const FUNCTIONS = { tanh: Math.tanh, ReLU: (/** @type {number} */ z) => Math.max(z, 0) };
/** The slopes of the functions, from their values. */
const SLOPES = {
  tanh: (/** @type {number} */ h) => 1 - h * h,
  ReLU: (/** @type {number} */ h) => (h > 0 ? 1 : 0),
};

/**
 * Copy a network with only its first hidden units: one more unit changes nothing in the start of the others.
 *
 * @param {StoredNetwork} stored
 * @param {number} nHidden
 * @returns {Network}
 */
export function firstUnits({ W1, b1, W2, b2 }, nHidden) {
  return {
    W1: Float64Array.from(W1.flatMap((row) => row.slice(0, nHidden))),
    b1: Float64Array.from(b1.slice(0, nHidden)),
    W2: Float64Array.from(W2.slice(0, nHidden).flat()),
    b2: Float64Array.from(b2),
  };
}

/**
 * Make a function that computes the hidden units and the outputs before the softmax; it fills the same arrays again.
 *
 * @param {Network} network
 * @param {Activation} activation
 */
export function forward({ W1, b1, W2, b2 }, activation) {
  const [h, z] = [new Float64Array(b1.length), new Float64Array(b2.length)];
  const activate = FUNCTIONS[activation];
  const run = (/** @type {number} */ x, /** @type {number} */ y) => {
    for (let k = 0; k < z.length; k++) z[k] = b2[k];
    for (let unit = 0; unit < h.length; unit++) {
      h[unit] = activate(x * W1[unit] + y * W1[h.length + unit] + b1[unit]);
      for (let k = 0; k < z.length; k++) z[k] += h[unit] * W2[unit * z.length + k];
    }
  };
  return { h, z, run };
}

/**
 * Train a network in place, with a number of steps against the gradient of all points.
 *
 * @param {Network} network
 * @param {Samples} samples
 * @param {Activation} activation
 * @param {{ steps: number, rate: number }} options
 */
export function train(network, samples, activation, { steps, rate }) {
  const sums = firstUnits({ W1: [], b1: [], W2: [], b2: [] }, 0);
  for (const name of NAMES) sums[name] = new Float64Array(network[name].length);
  const pass = forward(network, activation);
  for (let step = 0; step < steps; step++) {
    for (const name of NAMES) sums[name].fill(0);
    for (let i = 0; i < samples.labels.length; i++) {
      addGradients(network, sums, pass, samples.points[i], samples.labels[i], SLOPES[activation]);
    }
    for (const name of NAMES) {
      const [weights, sum] = [network[name], sums[name]];
      for (let i = 0; i < sum.length; i++) weights[i] -= (rate * sum[i]) / samples.labels.length;
    }
  }
}

const NAMES = /** @type {const} */ (["W1", "b1", "W2", "b2"]);

/**
 * Add the gradients of one point, with the chain rule backwards through the network.
 *
 * @param {Network} network
 * @param {Network} sums
 * @param {ReturnType<typeof forward>} pass
 * @param {[number, number]} point
 * @param {number} label
 * @param {(h: number) => number} slope
 */
function addGradients({ W2 }, sums, { h, z, run }, point, label, slope) {
  const x = point[0]; // not taken apart as a list: this runs many thousand times a move
  const y = point[1];
  run(x, y);
  softmax(z);
  z[label] -= 1; // from here on, z is the error of the outputs
  for (let k = 0; k < z.length; k++) sums.b2[k] += z[k];
  for (let unit = 0; unit < h.length; unit++) {
    let error = 0;
    for (let k = 0; k < z.length; k++) {
      error += z[k] * W2[unit * z.length + k];
      sums.W2[unit * z.length + k] += h[unit] * z[k];
    }
    error *= slope(h[unit]);
    sums.b1[unit] += error;
    sums.W1[unit] += x * error;
    sums.W1[h.length + unit] += y * error;
  }
}

/**
 * Turn outputs into probabilities, in place.
 *
 * @param {Float64Array} z
 */
function softmax(z) {
  let largest = z[0];
  let sum = 0;
  for (let k = 1; k < z.length; k++) largest = Math.max(largest, z[k]);
  for (let k = 0; k < z.length; k++) {
    z[k] = Math.exp(z[k] - largest);
    sum += z[k];
  }
  for (let k = 0; k < z.length; k++) z[k] /= sum;
}

/**
 * Compute the loss, and which points are on the wrong side.
 *
 * @param {Network} network
 * @param {Samples} samples
 * @param {Activation} activation
 */
export function judge(network, { points, labels }, activation) {
  const { z, run } = forward(network, activation);
  let loss = 0;
  const wrong = points.map(([x, y], i) => {
    run(x, y);
    const largest = Math.max(...z);
    const sum = z.reduce((total, value) => total + Math.exp(value - largest), 0);
    loss += (Math.log(sum) + largest - z[labels[i]]) / labels.length;
    return z.indexOf(largest) !== labels[i];
  });
  return { loss, wrong };
}
