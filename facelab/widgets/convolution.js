/** A filter of 3 × 3 weights over a face: nine numbers to edit, the feature map, and the nine products at one place. */

import { shades } from "./map_shades.js";
import { numberInputs, numbers, written } from "./number_grid.js";
import { pixelChooser } from "./pixel_chooser.js";
import { choice, html, memory, place, readouts, sentence, unpack } from "./shared.js";
import { correlate, extremes, rectify, windowAt } from "./sliding_window.js";

/** @typedef {import("./shared.js").Context} Context */
/** @typedef {import("./pixel_chooser.js").Place} Place */
/** @typedef {import("./sliding_window.js").FeatureMap} FeatureMap */
/** @typedef {{ filter: string, weights: number[], zero: string, relu: boolean, at: Place }} State */

const OWN = "your own";
const NAMES = { row: "row (from 0)", column: "column (from 0)", sum: "sum of the products", value: "in the map" };
const ENDS = { smallest: "smallest in the map", largest: "largest in the map" };

const total = (/** @type {number[]} */ values) => values.reduce((sum, value) => sum + value, 0);

/** A filter that keeps even areas bright is drawn like a photograph; of others, negative sums are worth seeing. */
const zeroOf = (/** @type {number[]} */ weights) => (total(weights) > 1e-9 ? "black" : "gray");

/**
 * Say what the filter makes of an area in which all pixels are alike.
 *
 * @param {number[]} weights
 * @param {boolean} relu
 */
function summarize(weights, relu) {
  const sum = total(weights);
  const start = `The weights add up to ${written(sum)}: where neighboring pixels are alike, the map`;
  if (Math.abs(sum) < 1e-6) return `${start} is 0, and only differences remain.`;
  if (relu && sum < 0) return `${start} would be negative, and the ReLU makes 0 of it.`;
  return Math.abs(sum - 1) < 1e-6
    ? `${start} is as bright as the face.`
    : `${start} is ${written(sum)} times their brightness.`;
}

/**
 * Make the controls above the pictures; `show` sets them to a state.
 *
 * @param {string[]} names of the filters
 * @param {State} state
 * @param {{ onfilter: (name: string) => void, onzero: (zero: string) => void, onrelu: (relu: boolean) => void }} listeners
 */
function controls(names, state, { onfilter, onzero, onrelu }) {
  const filter = choice({ label: "filter", options: [...names, OWN], value: state.filter, onchange: onfilter });
  const zero = choice({ label: "shade of 0", options: ["gray", "black"], value: state.zero, onchange: onzero });
  const relu = html("input", {
    type: "checkbox",
    class: "relu",
    "aria-label": "ReLU",
    change: () => onrelu(relu.checked),
  });
  const lists = [filter, zero].map((node) => /** @type {HTMLSelectElement} */ (node.querySelector("select")));
  const show = (/** @type {State} */ now) => {
    [lists[0].value, lists[1].value, relu.checked] = [now.filter, now.zero, now.relu];
  };
  const check = html("label", { class: "control" }, html("span", {}, "ReLU"), relu);
  return { node: html("div", { class: "controls" }, filter, zero, check), show };
}

/** @param {Context} context */
function render({ model, el }) {
  const data = model.get("data");
  const { values: brightness, shape } = unpack(data.image);
  const image = { pixels: brightness, height: shape[0], width: shape[1] };
  const remember = memory(model);
  const [[filter, rows]] = Object.entries(data.filters);
  const first = { filter, weights: rows.flat(), zero: zeroOf(rows.flat()), relu: false, at: data.place };
  /** @type {State} */
  let state = { ...first, ...model.get("state") };

  const onchange = (/** @type {Place} */ at) => change({ at });
  const face = pixelChooser({ ...image, caption: "the face", size: 3, frame: "window", onchange });
  const [height, width] = [image.height - 2, image.width - 2];
  const mapped = pixelChooser({ height, width, caption: "the feature map", size: 1, onchange });
  const scale = html("p", { class: "shade-scale" });
  const pixels = numbers("pixels in the window");
  const weights = numberInputs("× weights of the filter", (k, value) =>
    change({ filter: OWN, weights: state.weights.map((old, i) => (i === k ? value : old)) }),
  );
  const products = numbers("= products");
  const result = readouts(Object.values(NAMES));
  const ends = readouts(Object.values(ENDS));
  const summary = sentence();
  const top = controls(Object.keys(data.filters), state, {
    onfilter: (name) => {
      const chosen = data.filters[name]?.flat() ?? state.weights;
      change({ filter: name, weights: chosen, zero: state.relu ? "black" : zeroOf(chosen) });
      weights.show(chosen);
    },
    onzero: (zero) => change({ zero }),
    onrelu: (relu) => change({ relu, zero: relu ? "black" : zeroOf(state.weights) }),
  });

  const newMap = () => {
    const made = correlate(image, state.weights);
    if (state.relu) rectify(made);
    const [smallest, largest] = extremes(made);
    const { shade, text } = shades(state.zero, [smallest, largest]);
    mapped.paint(made.values.map(shade));
    scale.textContent = text;
    ends.show({ [ENDS.smallest]: written(smallest), [ENDS.largest]: written(largest) });
    return made;
  };
  let map = newMap();
  const change = (/** @type {Partial<State>} */ by) => {
    state = { ...state, ...by };
    if (!by.at) map = newMap(); // at another place, it is the same map
    showPlace(map);
    top.show(state);
    summary.say(summarize(state.weights, state.relu));
    remember(state);
  };
  const showPlace = (/** @type {FeatureMap} */ { values }) => {
    const [row, column] = state.at;
    const seen = windowAt(image, row, column);
    const parts = seen.map((pixel, k) => pixel * state.weights[k]);
    for (const picture of [face, mapped]) picture.show(state.at);
    pixels.show(seen, seen);
    products.show(parts);
    result.show({
      [NAMES.row]: String(row),
      [NAMES.column]: String(column),
      [NAMES.sum]: written(total(parts)),
      [NAMES.value]: written(values[row * width + column]),
    });
  };
  face.paint(image.pixels);
  weights.show(state.weights);
  change({ at: state.at });
  mapped.node.append(scale);
  place(
    { model, el },
    top.node,
    html(
      "div",
      { class: "row" },
      html("div", { class: "face-and-map" }, face.node, mapped.node),
      html("div", { class: "row window-tables" }, pixels.node, weights.node, products.node, result.node),
    ),
    ends.node,
    summary.node,
  );
}

export default { render };
