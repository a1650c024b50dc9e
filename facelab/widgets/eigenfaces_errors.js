/** The error of a rebuilt face, over the number of eigenfaces. */

import { chart, legend } from "./chart.js";
import { html } from "./elements.js";
import { panel } from "./layout.js";
import { addCurve, addDot } from "./marks.js";

/** @typedef {import("./chart.js").Point} Point */

/**
 * Make the chart; `show` draws it anew, for errors may be larger than its axis.
 *
 * @param {number[]} before errors of the photograph, by the number of eigenfaces
 */
export function errorChart(before) {
  const spot = html("div");
  const names = legend([
    ["line", "this face"],
    ["eigen-before", "as photographed"],
  ]);
  const show = (/** @type {number[]} */ errors, /** @type {number} */ k) => {
    const area = chart({
      label: "Error over the number of eigenfaces",
      x: [0, before.length - 1],
      y: [0, 20 * Math.ceil(Math.max(before[0], errors[0]) / 20)],
      xLabel: "eigenfaces k",
      yLabel: "RMSE (gray values)",
      height: 200,
    });
    addCurve(area, "eigen-before").draw(byCount(before));
    addCurve(area).draw(byCount(errors));
    addDot(area).moveTo([k, errors[k]]);
    spot.replaceChildren(area.node);
  };
  return { node: panel(spot, names), show };
}

const byCount = (/** @type {number[]} */ errors) => errors.map((error, count) => /** @type {Point} */ ([count, error]));
