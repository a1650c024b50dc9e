/** The window at one place: nine pixels, nine weights to edit, their products, and what these add up to. */

import { html } from "./elements.js";
import { numberInputs, numbers, written } from "./number_grid.js";
import { readouts } from "./readouts.js";

const NAMES = { row: "row (from 0)", column: "column (from 0)", sum: "sum of the products", value: "in the map" };

/** Add numbers up. */
export const total = (/** @type {number[]} */ values) => values.reduce((sum, value) => sum + value, 0);

/**
 * Make the tables of the window.
 *
 * @param {(k: number, weight: number) => void} onweight
 */
export function windowTables(onweight) {
  const pixels = numbers("pixels in the window");
  const weights = numberInputs("× weights of the filter", onweight);
  const products = numbers("= products");
  const result = readouts(Object.values(NAMES));
  /** @param {{ at: [number, number], seen: number[], factors: number[], value: number }} shown value: in the map */
  const show = ({ at: [row, column], seen, factors, value }) => {
    const parts = seen.map((pixel, k) => pixel * factors[k]);
    pixels.show(seen, seen);
    products.show(parts);
    result.show({
      [NAMES.row]: String(row),
      [NAMES.column]: String(column),
      [NAMES.sum]: written(total(parts)),
      [NAMES.value]: written(value),
    });
  };
  const tables = [pixels, weights, products, result].map(({ node }) => node);
  return { node: html("div", { class: "row window-tables" }, ...tables), show, showWeights: weights.show };
}
