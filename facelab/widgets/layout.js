/** Where the parts of a figure stand. */

import { html } from "./elements.js";

/** @typedef {import("./elements.js").Child} Child */

/**
 * Put a figure into its place: a titled region, with what draws and what is moved.
 *
 * @param {import("./model.js").Context} context
 * @param {Child[]} children
 */
export function place({ model, el }, ...children) {
  el.replaceChildren(html("section", { class: "facelab", "aria-label": model.get("title") }, ...children));
}

/** Put parts beside each other, or below each other where it is narrow. */
export const row = (/** @type {Child[]} */ ...children) => html("div", { class: "row" }, ...children);

/** Put a drawing and what belongs to it into a part of a row that takes what room there is. */
export const panel = (/** @type {Child[]} */ ...children) => html("div", { class: "panel" }, ...children);

/** Put controls below each other, their labels and values in columns. */
export const controls = (/** @type {Child[]} */ ...children) => html("div", { class: "controls" }, ...children);

/** Put something above its caption. */
export const captioned = (/** @type {Child} */ shown, /** @type {string} */ caption) =>
  html("figure", {}, shown, html("figcaption", {}, caption));
