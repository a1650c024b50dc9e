/** Faces of a map: the chosen one, its neighbors in the embedding, and those that only the map has. */

import { html } from "./elements.js";
import { rounded } from "./number_text.js";

/** @typedef {{ person: number[], number: number[], names: string[], faces: string[] }} Photographs */
/** @typedef {import("./embedding_points.js").Neighbors} Neighbors */

/**
 * Say which photograph it is.
 *
 * @param {Photographs} all
 * @param {number} i
 * @returns {string}
 */
export function photographName({ person, number, names }, i) {
  return `${names[person[i]]}, photograph ${number[i]}`;
}

/**
 * Show a photograph with lines of text.
 *
 * @param {Photographs} all
 * @param {number} i
 * @param {string[]} lines
 */
function faceCard(all, i, ...lines) {
  const image = html("img", { src: all.faces[i], alt: photographName(all, i) });
  return html("figure", {}, image, ...lines.map((line) => html("figcaption", {}, line)));
}

/**
 * Make the panel beside the map.
 *
 * @param {Photographs} all
 * @returns {{ node: HTMLElement, show: (at: number, neighbors: Neighbors) => void }}
 */
export function faceCards(all) {
  const chosen = html("div", { class: "map-chosen" });
  const real = html("div", { class: "faces near" });
  const seeming = html("div", { class: "faces seeming" });
  const node = html(
    "div",
    { class: "map-cards" },
    chosen,
    html("p", { class: "what" }, "The three nearest in the embedding: lines in the map"),
    real,
    html("p", { class: "what" }, "Near in the map only: dotted rings"),
    seeming,
  );
  const show = (/** @type {number} */ at, /** @type {Neighbors} */ { near, distances, deceiving }) => {
    const whose = (/** @type {number} */ i) =>
      `${all.person[i] === all.person[at] ? "✓" : "✗"} ${all.names[all.person[i]]}`;
    const total = all.person.length - 1;
    const name = html("p", {}, html("b", {}, all.names[all.person[at]]), html("br"), `photograph ${all.number[at]}`);
    chosen.replaceChildren(html("img", { src: all.faces[at], alt: photographName(all, at) }), name);
    real.replaceChildren(...near.map((i, k) => faceCard(all, i, `${k + 1}: ${whose(i)}`, rounded(distances[k]))));
    seeming.replaceChildren(
      ...deceiving.map(({ i, place }) => faceCard(all, i, whose(i), `place ${place} of ${total}`)),
    );
    if (deceiving.length === 0) seeming.replaceChildren(html("p", {}, "none: here the map is right"));
  };
  return { node, show };
}
