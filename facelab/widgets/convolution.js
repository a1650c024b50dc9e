/** A filter of 3 × 3 weights over a face: nine numbers to edit, the feature map, and the nine products at one place. */

import { checkbox, choice } from "./controls.js";
import { faceAndMap } from "./convolution_pictures.js";
import { total, windowTables } from "./convolution_window.js";
import { controls, place, row } from "./layout.js";
import { memory, unpackPhotograph } from "./model.js";
import { written } from "./number_grid.js";
import { sentence } from "./readouts.js";
import { correlate, rectify, windowAt } from "./sliding_window.js";

/** @typedef {import("./model.js").Context} Context */
/** @typedef {import("./pixel_chooser.js").Place} Place */
/** @typedef {{ filter: string, weights: number[], zero: string, relu: boolean, at: Place }} State */

const OWN = "your own";

/** A filter that keeps even areas bright is drawn like a photograph; of others, negative sums are worth seeing. */
const zeroOf = (/** @type {number[]} */ weights) => (total(weights) > 1e-9 ? "black" : "gray");

/**
 * Say what the filter makes of an area in which all pixels are alike.
 *
 * @param {State} state
 */
function summarize({ weights, relu }) {
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
function filterControls(names, state, { onfilter, onzero, onrelu }) {
  const filter = choice({ label: "filter", options: [...names, OWN], value: state.filter, onchange: onfilter });
  const zero = choice({ label: "shade of 0", options: ["gray", "black"], value: state.zero, onchange: onzero });
  const relu = checkbox({ label: "ReLU", value: state.relu, onchange: onrelu });
  const show = (/** @type {State} */ now) => {
    filter.move(now.filter);
    zero.move(now.zero);
    relu.move(now.relu);
  };
  return { node: controls(filter.node, zero.node, relu.node), show };
}

/**
 * @param {import("./sliding_window.js").Gray} image
 * @param {State} state
 */
function featureMap(image, { weights, relu }) {
  const map = correlate(image, weights);
  if (relu) rectify(map);
  return map;
}

/** @param {Context} context */
function render({ model, el }) {
  const data = model.get("data");
  const image = unpackPhotograph(data.image);
  const remember = memory(model);
  const [[filter, rows]] = Object.entries(data.filters);
  const first = { filter, weights: rows.flat(), zero: zeroOf(rows.flat()), relu: false, at: data.place };
  /** @type {State} */
  let state = { ...first, ...model.get("state") };

  const pictures = faceAndMap(image, (at) => change({ at }));
  const tables = windowTables((k, value) => change({ filter: OWN, weights: state.weights.with(k, value) }));
  const summary = sentence();
  const top = filterControls(Object.keys(data.filters), state, {
    onfilter: (name) => {
      const weights = data.filters[name]?.flat() ?? state.weights;
      change({ filter: name, weights, zero: state.relu ? "black" : zeroOf(weights) });
      tables.showWeights(weights);
    },
    onzero: (zero) => change({ zero }),
    onrelu: (relu) => change({ relu, zero: relu ? "black" : zeroOf(state.weights) }),
  });
  /** @type {import("./sliding_window.js").FeatureMap} */
  let map;
  const change = (/** @type {Partial<State>} */ by) => {
    state = { ...state, ...by };
    const { at, weights, zero } = state;
    if (!by.at) {
      map = featureMap(image, state); // at another place, it is the same one
      pictures.paintMap(map, zero);
    }
    pictures.show(at);
    tables.show({ at, seen: windowAt(image, ...at), factors: weights, value: map.values[at[0] * map.width + at[1]] });
    top.show(state);
    summary.say(summarize(state));
    remember(state);
  };
  tables.showWeights(state.weights);
  change({});
  place({ model, el }, top.node, row(pictures.node, tables.node), pictures.ends, summary.node);
}

export default { render };
