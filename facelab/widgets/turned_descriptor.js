/** A photograph that is turned: the descriptor of a keypoint whose window turns, too, or stays upright. */

import { legend } from "./chart.js";
import { button, checkbox, radios, slider } from "./controls.js";
import { html } from "./elements.js";
import { captioned, controls, panel, place, row } from "./layout.js";
import { memory, unpack } from "./model.js";
import { hundredths } from "./number_text.js";
import { readouts, sentence } from "./readouts.js";
import { cellHistograms } from "./turned_descriptor_histograms.js";
import { turnedPhotograph } from "./turned_descriptor_photo.js";
import { distanceTrace } from "./turned_descriptor_trace.js";

/** @typedef {import("./model.js").Context} Context */
/** @typedef {import("./chart.js").Point} Point */
/** @typedef {import("./turned_descriptor_trace.js").Mode} Mode */
/** @typedef {{ descriptors: ArrayLike<number>[], distances: (number | null)[],
 *   ratios: (number | null)[], matches: boolean[] }} Windows at each angle; null where the keypoint is lost */
/** @typedef {{ name: string, sigma: number, places: Point[], directions: (number | null)[], turning: Windows,
 *   upright: Windows }} Keypoint */
/** @typedef {{ number: number, step: number, turns: boolean, tried: string[] }} State number: of the keypoint */

const inDegrees = (/** @type {number} */ angle) => `${angle}°`.replace("-", "−");

/**
 * @param {any} packed
 * @returns {Windows}
 */
function unpackWindows(packed) {
  const { values, shape } = unpack(packed.descriptors);
  const [count, length] = shape;
  const descriptors = Array.from({ length: count }, (_, i) => values.subarray(i * length, (i + 1) * length));
  return { ...packed, descriptors };
}

/**
 * @param {any} data
 * @returns {Keypoint[]}
 */
const unpackKeypoints = ({ keypoints }) =>
  keypoints.map((/** @type {any} */ { turning, upright, ...rest }) => ({
    ...rest,
    turning: unpackWindows(turning),
    upright: unpackWindows(upright),
  }));

/**
 * Find the angles that have been tried with a keypoint, by window.
 *
 * @param {State} state
 * @returns {Record<Mode, Set<number>>}
 */
function triedWith({ number, tried }) {
  const steps = (/** @type {Mode} */ mode) => {
    const start = `${number} ${mode} `;
    return new Set(tried.filter((each) => each.startsWith(start)).map((each) => Number(each.slice(start.length))));
  };
  return { turning: steps("turning"), upright: steps("upright") };
}

/**
 * Say in words what one sees.
 *
 * @param {number} angle
 * @param {boolean} turns
 * @param {number | null} distance
 * @param {boolean} matches
 */
function descriptorInWords(angle, turns, distance, matches) {
  const turned = angle === 0 ? "Not turned" : `Turned by ${inDegrees(angle)}`;
  if (distance === null) return `${turned}, SIFT finds no keypoint here: there is nothing to match.`;
  const window = turns ? "the window that turns, too," : "the upright window";
  const apart = `the histograms of ${window} are ${hundredths(distance)} from those of the upright photograph`;
  return `${turned}, ${apart}: ${matches ? "a match" : "no match"}.`;
}

/**
 * Make the pictures of the histograms, as they were and as they are.
 *
 * @param {Keypoint[]} keypoints
 */
function histogramPictures(keypoints) {
  const all = keypoints.flatMap(({ turning, upright }) => [...turning.descriptors, ...upright.descriptors]);
  const longest = Math.max(...all.map((descriptor) => Math.max(...Array.from(descriptor))));
  const before = cellHistograms("The 16 histograms of the upright photograph", longest);
  const now = cellHistograms("The 16 histograms of the turned photograph", longest);
  const nodes = [
    panel(captioned(before.node, "the 16 histograms, photograph upright")),
    panel(captioned(now.node, "as it is turned now, and behind it as it was")),
  ];
  const show = (/** @type {ArrayLike<number>} */ was, /** @type {ArrayLike<number>} */ is) => {
    before.show(was);
    now.show(is, was);
  };
  return { nodes, show };
}

/**
 * @param {Keypoint[]} keypoints
 * @param {number[]} angles
 * @param {State} state
 * @param {(by: Partial<State>) => void} change
 */
function turnControls(keypoints, angles, state, change) {
  const turn = slider({
    label: "turn, counterclockwise",
    min: 0,
    max: angles.length - 1,
    value: state.step,
    format: (at) => inDegrees(angles[at]),
    oninput: (step) => change({ step }),
  });
  const which = radios({
    label: "keypoint",
    options: keypoints.map(({ name }, i) => `${i + 1} (${name})`),
    value: state.number,
    onchange: (number) => change({ number }),
  });
  const follow = checkbox({
    label: "the window turns with the keypoint",
    value: state.turns,
    onchange: (turns) => change({ turns }),
  });
  return controls(turn.node, which.node, follow.node);
}

/** @param {Context} context */
function render({ model, el }) {
  const data = model.get("data");
  /** @type {{ angles: number[], unturned: number }} */
  const { angles, unturned } = data;
  const keypoints = unpackKeypoints(data);
  const remember = memory(model);
  /** @type {State} */
  const state = { number: 0, step: data.first, turns: true, tried: [], ...model.get("state") };
  const photo = turnedPhotograph(data);
  const histograms = histogramPictures(keypoints);
  const trace = distanceTrace(angles);
  const figures = readouts(["distance", "direction measured", "nearest / second", "match", "matches so far"]);
  const summary = sentence();

  const change = (/** @type {Partial<State>} */ by) => {
    const { number, step, turns } = Object.assign(state, by);
    const mode = turns ? "turning" : "upright";
    const here = `${number} ${mode} ${step}`;
    if (!state.tried.includes(here)) state.tried = [...state.tried, here];
    const keypoint = keypoints[number];
    const { descriptors, distances, ratios, matches } = keypoint[mode];
    const tried = triedWith(state);
    const steps = Array.from(tried[mode]);
    const [distance, ratio, direction] = [distances[step], ratios[step], keypoint.directions[step]];
    photo.show({ number, step, direction: turns ? direction : 0 }, turns);
    histograms.show(descriptors[unturned], distance === null ? [] : descriptors[step]);
    trace.show(keypoint, tried, { mode, step });
    figures.show({
      distance: distance === null ? "–" : distance.toFixed(3),
      "direction measured": direction === null ? "–" : inDegrees(Math.round(direction) % 360),
      "nearest / second": ratio === null ? "–" : hundredths(ratio),
      match: matches[step] ? "✓ yes" : "✗ no",
      "matches so far": `${steps.filter((at) => matches[at]).length} of ${steps.length} angles`,
    });
    summary.say(descriptorInWords(angles[step], turns, distance, matches[step]));
    remember({ ...state });
  };
  change({});
  const everywhere = button("try all angles", () => {
    const mode = state.turns ? "turning" : "upright";
    change({ tried: [...new Set([...state.tried, ...angles.map((_, step) => `${state.number} ${mode} ${step}`)])] });
  });
  const looks = legend([
    ["turned-turning", "the window turns, too"],
    ["turned-upright", "upright window"],
  ]);
  const note = html(
    "p",
    { class: "turned-note" },
    `A match: of all keypoints of the upright photograph, one of this place is nearest, and its distance is below ${data.ratio} times that of the second nearest.`,
  );
  const top = turnControls(keypoints, angles, state, change);
  const drawn = row(panel(photo.node), ...histograms.nodes, panel(trace.node, looks, everywhere));
  place({ model, el }, top, figures.node, summary.node, drawn, note);
}

export default { render };
