/** The plane of two features: a neuron's output as a shade, and the lines on which it is 0.1, 0.5 and 0.9. */

import { classMark } from "./class_marks.js";
import { setNumbers, svg } from "./elements.js";
import { featurePlane, scaled, zeroLine } from "./feature_plane.js";
import { sigmoid } from "./neuron.js";

/** @typedef {import("./chart.js").Point} Point */
/** @typedef {import("./neuron.js").Neuron} Neuron */
/**
 * @typedef {import("./feature_plane.js").Frame & { points: Point[], labels: number[], positive: number,
 *   inputs: [string, string] }} Data positive: the class for which the right output is 1
 */

/** Mark of the mean, as a path. */
export const CROSS = "M-6 0H6M0 -6V6";

const LEVELS = [Math.log(9), -Math.log(9)]; // weighted sums for which the output is 0.9 and 0.1
const FARTHEST = 6; // weighted sum from which on the shade stays the same
const STOPS = 25; // of the shade
const DARKEST = 0.5; // opacity
const FLATTEST = 1e-3; // length of the weights that is drawn as if it were 0
const FROM_THE_EDGE = 14; // to the middle of a line's name
const NOWHERE = [
  [0, 0],
  [0, 0],
];

/**
 * Make the plane; `show` draws a neuron into it, and rings around the points that are wrong.
 *
 * @param {Data} data
 */
export function neuronPlane(data) {
  const { area, toPlane, pathOf } = featurePlane(data, [`x₁: ${data.inputs[0]}`, `x₂: ${data.inputs[1]}`]);
  const shade = outputShade(area, data);
  const middle = svg("path", { class: "line" });
  const levels = [outputLevel("0.9", 1), outputLevel("0.1", -1)];
  const center = `translate(${area.toX(data.mean[0])} ${area.toY(data.mean[1])})`;
  const mean = svg("path", { d: CROSS, class: "neuron-mean", transform: center });
  const marks = data.points.map(([x, y], i) =>
    svg(
      "g",
      { class: `class-point class-${data.labels[i]}`, transform: `translate(${area.toX(x)} ${area.toY(y)})` },
      classMark(data.labels[i]),
    ),
  );
  area.add(
    ...shade.nodes,
    ...levels.map(({ line }) => line),
    middle,
    mean,
    ...marks,
    ...levels.map(({ name }) => name),
  );

  const toPixels = (/** @type {Point} */ place) => {
    const [x, y] = toPlane(place);
    return /** @type {Point} */ ([area.toX(x), area.toY(y)]);
  };
  /** @type {[Point, Point]} */
  const corners = [scaled(data, data.low), scaled(data, data.high)];
  /** Draw all of it; false if no line crosses the plane. */
  const show = (/** @type {Neuron} */ neuron, /** @type {boolean[]} */ isRight) => {
    const { weights, bias } = neuron;
    shade.show(neuron);
    const line = zeroLine(weights, bias, corners);
    middle.setAttribute("d", pathOf(line));
    for (const [i, sum] of LEVELS.entries()) levels[i].show(zeroLine(weights, bias - sum, corners).map(toPixels));
    for (const [i, mark] of marks.entries()) mark.classList.toggle("wrong", !isRight[i]);
    return line.length > 0;
  };
  return { node: area.node, show };
}

/**
 * Make the shade: the output changes only across the line, so that a gradient of colors shows it everywhere.
 *
 * @param {import("./chart.js").Chart} area
 * @param {Data} data
 */
function outputShade(area, { low, high, mean, deviation, positive }) {
  const id = `neuron-shade-${Math.random().toString(36).slice(2)}`; // another figure on the page has one, too
  const stops = Array.from({ length: STOPS }, (_, i) => {
    const offset = i / (STOPS - 1);
    const output = sigmoid(2 * FARTHEST * offset - FARTHEST);
    const look = `class-${output < 0.5 ? 1 - positive : positive}`;
    return svg("stop", { offset, class: look, "stop-opacity": DARKEST * Math.abs(2 * output - 1) });
  });
  const gradient = svg("linearGradient", { id, gradientUnits: "userSpaceOnUse", class: "neuron-shade" }, ...stops);
  const [left, top] = [area.toX(low[0]), area.toY(high[1])];
  const size = { width: area.toX(high[0]) - left, height: area.toY(low[1]) - top };
  const paper = svg("rect", { x: left, y: top, ...size, fill: `url(#${id})` });

  const center = [area.toX(mean[0]), area.toY(mean[1])];
  const unit = [area.toX(mean[0] + deviation[0]) - center[0], area.toY(mean[1] + deviation[1]) - center[1]];
  const show = (/** @type {Neuron} */ { weights, bias }) => {
    const [w1, w2] = Math.hypot(...weights) < FLATTEST ? [FLATTEST, 0] : weights;
    const [across, down] = [w1 / unit[0], w2 / unit[1]]; // how the weighted sum changes with a pixel
    const squared = across ** 2 + down ** 2;
    const [first, last] = [-FARTHEST - bias, FARTHEST - bias].map((sum) => sum / squared);
    setNumbers(gradient, {
      x1: center[0] + first * across,
      y1: center[1] + first * down,
      x2: center[0] + last * across,
      y2: center[1] + last * down,
    });
  };
  return { nodes: [svg("defs", {}, gradient), paper], show };
}

/**
 * Make a dashed line on which the output is one number, with its name near one end.
 *
 * @param {string} output
 * @param {number} end 1: at the right or above, -1: at the other end
 */
function outputLevel(output, end) {
  const line = svg("path", { class: "dashed-line" });
  const name = svg("text", { class: "neuron-level middle" }, output);
  const show = (/** @type {Point[]} */ points) => {
    const ends = points.toSorted((one, other) => end * (other[0] - other[1] - one[0] + one[1]));
    line.setAttribute("d", ends.length ? `M${ends.join("L")}` : "");
    const [near, far] = ends.length ? [ends[0], ends[ends.length - 1]] : NOWHERE;
    const length = Math.hypot(far[0] - near[0], far[1] - near[1]);
    name.style.display = length > 2 * FROM_THE_EDGE ? "" : "none";
    if (length === 0) return;
    const [x, y] = near.map((start, axis) => start + (FROM_THE_EDGE / length) * (far[axis] - start));
    setNumbers(name, { x, y: y + 4 });
  };
  return { line, name, show };
}
