/** The photograph in which a pixel is chosen, and pictures of all patterns. */

import { html, svg } from "./elements.js";
import { captioned } from "./layout.js";
import { picture } from "./picture.js";
import { pixelChooser } from "./pixel_chooser.js";

/** @typedef {{ width: number, height: number }} Size */

const SCALE = 2; // screen pixels for one

/**
 * Make the two pictures of patterns: all of them, and which have changed.
 *
 * @param {Size} size
 */
export function patternPictures({ width, height }) {
  const codes = picture({ width, height, label: "the patterns as gray values", scale: SCALE });
  const changes = picture({ width, height, label: "changed patterns, white", scale: SCALE });
  const show = (/** @type {Uint8Array} */ now, /** @type {Uint8Array} */ before) => {
    codes.paint(now);
    changes.paint(now.map((code, i) => (code === before[i] ? 0 : 255)));
  };
  const node = html(
    "div",
    { class: "strip" },
    captioned(codes.node, "all patterns, as gray values"),
    captioned(changes.node, "white: changed by the light"),
  );
  return { node, show };
}

/**
 * Make the photograph in which a pixel is chosen; its mark is a square, and a ring through the neighbors.
 *
 * @param {Size} size
 * @param {(at: import("./pixel_chooser.js").Place) => void} onchoose
 */
export function markedPhotograph({ width, height }, onchoose) {
  const ring = svg("circle", { class: "pattern-ring" });
  const mark = svg("g", {}, svg("rect", { x: -11, y: -11, width: 22, height: 22, class: "pattern-ring" }), ring);
  const shape = { name: "the photograph", label: "pixel", width, height, scale: SCALE, mark };
  const { node, paint, show } = pixelChooser({ ...shape, onchoose });
  const showPixel = (/** @type {{ row: number, column: number, radius: number }} */ { row, column, radius }) => {
    ring.setAttribute("r", String(SCALE * radius));
    show([row, column]);
  };
  return { node, paint, show: showPixel };
}
