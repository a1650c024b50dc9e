/** What a figure finds: numbers with names, and a sentence. */

import { html } from "./elements.js";

/**
 * Make a small table of figures that change.
 *
 * @param {string[]} names
 * @returns {{ node: HTMLElement, show: (values: Record<string, string>) => void }}
 */
export function readouts(names) {
  const cells = new Map(names.map((name) => [name, html("dd", { "data-name": name })]));
  const rows = names.map((name) => html("div", {}, html("dt", {}, name), /** @type {HTMLElement} */ (cells.get(name))));
  const show = (/** @type {Record<string, string>} */ values) => {
    for (const [name, text] of Object.entries(values)) {
      const cell = cells.get(name);
      if (cell) cell.textContent = text;
    }
  };
  return { node: html("dl", { class: "readouts" }, ...rows), show };
}

/**
 * Make a sentence that is read aloud when it changes.
 *
 * @returns {{ node: HTMLElement, say: (text: string) => void }}
 */
export function sentence() {
  const node = html("p", { role: "status" });
  return {
    node,
    say: (text) => {
      if (node.textContent !== text) node.textContent = text;
    },
  };
}
