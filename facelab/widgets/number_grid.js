/** Squares of 3 × 3 numbers: to read, or to edit. */

import { html } from "./elements.js";

/** Write a number with at most as many decimals, and a true minus sign. */
export const written = (/** @type {number} */ value, decimals = 3) =>
  String(Number(value.toFixed(decimals)) + 0).replace("-", "−"); // + 0: no negative zero

/**
 * Make nine numbers to read, each on a shade if it is the brightness of a pixel.
 *
 * @param {string} caption
 * @returns {{ node: HTMLElement, show: (values: number[], shades?: number[]) => void }}
 */
export function numbers(caption) {
  const cells = Array.from({ length: 9 }, () => html("td"));
  const show = (/** @type {number[]} */ values, /** @type {number[] | undefined} */ shades) => {
    for (const [k, cell] of cells.entries()) {
      cell.textContent = written(values[k], 2);
      if (!shades) continue;
      cell.style.background = `rgb(${shades[k]} ${shades[k]} ${shades[k]})`;
      cell.style.color = shades[k] > 117 ? "#000000" : "#ffffff"; // both have the same contrast at 117
    }
  };
  return { node: square(caption, cells), show };
}

/**
 * Make nine numbers to edit.
 *
 * @param {string} caption
 * @param {(k: number, value: number) => void} onchange
 * @returns {{ node: HTMLElement, show: (values: number[]) => void }}
 */
export function numberInputs(caption, onchange) {
  const inputs = Array.from({ length: 9 }, (_, k) => {
    const label = `row ${Math.floor(k / 3) + 1}, column ${(k % 3) + 1}`;
    const input = html("input", { type: "number", step: "any", "aria-label": label });
    // An empty field, or one that is being written, counts as 0.
    input.addEventListener("input", () => onchange(k, Number.isFinite(input.valueAsNumber) ? input.valueAsNumber : 0));
    return input;
  });
  const show = (/** @type {number[]} */ values) => {
    for (const [k, input] of inputs.entries()) input.value = String(Number(values[k].toFixed(3)));
  };
  const cells = inputs.map((input) => html("td", {}, input));
  return { node: square(caption, cells), show };
}

/**
 * @param {string} caption
 * @param {HTMLElement[]} cells nine, row by row
 */
function square(caption, cells) {
  const rows = [0, 3, 6].map((first) => html("tr", {}, ...cells.slice(first, first + 3)));
  return html("table", { class: "nine-numbers" }, html("caption", {}, caption), html("tbody", {}, ...rows));
}
