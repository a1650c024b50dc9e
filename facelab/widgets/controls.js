/** Controls with their labels; `move` sets one without calling what listens to it. */

import { html } from "./elements.js";

/**
 * Make a slider with its label and its value.
 *
 * @param {{ label: string, min: number, max: number, step?: number, value: number,
 *   format?: (value: number) => string, oninput: (value: number) => void }} options
 * @returns {{ node: HTMLElement, input: HTMLInputElement, move: (value: number) => void }}
 */
export function slider({ label, min, max, step = 1, value, format = String, oninput }) {
  const shown = html("output");
  const input = html("input", { type: "range", min, max, step, "aria-label": label, input: () => change() });
  const move = (/** @type {number} */ to) => {
    input.value = String(to);
    shown.value = format(Number(input.value));
    input.setAttribute("aria-valuetext", shown.value);
  };
  const change = () => {
    move(Number(input.value));
    oninput(Number(input.value));
  };
  move(value);
  return { node: labeled(label, input, shown), input, move };
}

/**
 * Make a list to choose from.
 *
 * @param {{ label: string, options: string[], value: string, onchange: (value: string) => void }} options
 * @returns {{ node: HTMLElement, move: (value: string) => void }}
 */
export function choice({ label, options, value, onchange }) {
  const list = html("select", { "aria-label": label, change: () => onchange(list.value) });
  list.append(...options.map((name) => html("option", {}, name)));
  const move = (/** @type {string} */ to) => {
    list.value = to;
  };
  move(value);
  return { node: labeled(label, list), move };
}

/**
 * Make buttons of which one is pressed, with numbers 0, 1, … as values.
 *
 * @param {{ label: string, options: string[], value: number, onchange: (value: number) => void }} options
 * @returns {{ node: HTMLElement, move: (value: number) => void }}
 */
export function radios({ label, options, value, onchange }) {
  const name = `radios-${Math.random()}`; // the same figure may stand on a page twice
  const buttons = options.map((_, i) => html("input", { type: "radio", name, change: () => onchange(i) }));
  const move = (/** @type {number} */ to) => {
    buttons[to].checked = true;
  };
  move(value);
  const labels = options.map((text, i) => html("label", {}, buttons[i], text));
  const group = html("div", { class: "radios" }, ...labels);
  return {
    node: html("div", { class: "control", role: "radiogroup", "aria-label": label }, html("span", {}, label), group),
    move,
  };
}

/**
 * Make a box to tick.
 *
 * @param {{ label: string, value: boolean, onchange: (value: boolean) => void }} options
 * @returns {{ node: HTMLElement, move: (value: boolean) => void }}
 */
export function checkbox({ label, value, onchange }) {
  const box = html("input", { type: "checkbox", "aria-label": label, change: () => onchange(box.checked) });
  const move = (/** @type {boolean} */ to) => {
    box.checked = to;
  };
  move(value);
  return { node: labeled(label, box), move };
}

/**
 * @param {string} label
 * @param {Node[]} parts the control, and what is shown beside it
 */
function labeled(label, ...parts) {
  return html("label", { class: "control" }, html("span", {}, label), ...parts);
}

/**
 * Make a button.
 *
 * @param {string} label
 * @param {() => void} onclick
 * @returns {HTMLButtonElement}
 */
export function button(label, onclick) {
  return html("button", { type: "button", click: onclick }, label);
}
