/** The pairs that a threshold judges wrongly. */

import { html } from "./elements.js";
import { row } from "./layout.js";
import { hundredths } from "./number_text.js";

/** @typedef {{ distance: number, same: boolean, images: string[] }} FacePair */

const N_FACES = 3; // pairs of each kind

/**
 * Show the worst mistakes: the pairs farthest from the threshold on its wrong side.
 *
 * @param {FacePair[]} pairs
 */
export function wrongPairs(pairs) {
  const [refused, accepted] = [html("div", { class: "faces" }), html("div", { class: "faces" })];
  const node = row(
    html("figure", {}, html("figcaption", {}, "one person, refused"), refused),
    html("figure", {}, html("figcaption", {}, "two people, accepted"), accepted),
  );
  const show = (/** @type {number} */ threshold) => {
    const away = (/** @type {FacePair} */ { distance }) => Math.abs(distance - threshold);
    const wrong = pairs.filter(({ same, distance }) => distance <= threshold !== same);
    wrong.sort((a, b) => away(b) - away(a));
    const worst = (/** @type {boolean} */ ofOne) => wrong.filter(({ same }) => same === ofOne).slice(0, N_FACES);
    refused.replaceChildren(...worst(true).map(facePair));
    accepted.replaceChildren(...worst(false).map(facePair));
  };
  return { node, show };
}

/** @param {FacePair} pair */
function facePair({ distance, same, images }) {
  const alt = same ? "a photograph of the same person" : "a photograph of one of two people";
  return html(
    "figure",
    {},
    ...images.map((src) => html("img", { src, alt })),
    html("figcaption", {}, hundredths(distance)),
  );
}
