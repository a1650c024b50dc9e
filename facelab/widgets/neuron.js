/** A neuron with two inputs and the sigmoid: its outputs, its loss, and a step of gradient descent. */

/** @typedef {import("./chart.js").Point} Point */
/** @typedef {{ weights: Point, bias: number }} Neuron */

export const sigmoid = (/** @type {number} */ z) => 1 / (1 + Math.exp(-z));

/**
 * Compute the output for each of many inputs.
 *
 * @param {Neuron} neuron
 * @param {Point[]} inputs
 */
export const outputsOf = ({ weights, bias }, inputs) =>
  inputs.map(([x1, x2]) => sigmoid(weights[0] * x1 + weights[1] * x2 + bias));

/**
 * Compute the loss: the mean squared difference between the outputs and the right answers.
 *
 * @param {number[]} outputs
 * @param {number[]} answers
 */
export const squaredLoss = (outputs, answers) =>
  outputs.reduce((sum, output, i) => sum + (output - answers[i]) ** 2, 0) / outputs.length;

/**
 * Take a step against the gradient of the loss.
 *
 * @param {Neuron} neuron
 * @param {Point[]} inputs
 * @param {number[]} answers
 * @param {number} rate
 * @returns {Neuron} another one
 */
export function stepped({ weights, bias }, inputs, answers, rate) {
  const slopes = [0, 0, 0]; // of the two weights and the bias
  for (const [i, output] of outputsOf({ weights, bias }, inputs).entries()) {
    const error = (2 * (output - answers[i]) * output * (1 - output)) / inputs.length;
    slopes[0] += error * inputs[i][0];
    slopes[1] += error * inputs[i][1];
    slopes[2] += error;
  }
  return {
    weights: [weights[0] - rate * slopes[0], weights[1] - rate * slopes[1]],
    bias: bias - rate * slopes[2],
  };
}
