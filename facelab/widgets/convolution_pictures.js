/** The face and its feature map, each with the window's place. */

import { html, svg } from "./elements.js";
import { shades } from "./map_shades.js";
import { written } from "./number_grid.js";
import { pixelChooser } from "./pixel_chooser.js";
import { readouts } from "./readouts.js";
import { extremes } from "./sliding_window.js";

/** @typedef {import("./pixel_chooser.js").Place} Place */
/** @typedef {import("./sliding_window.js").Gray} Gray */
/** @typedef {import("./sliding_window.js").FeatureMap} FeatureMap */

const SCALE = 2.5; // screen pixels for one
const ENDS = { smallest: "smallest in the map", largest: "largest in the map" };

/**
 * Make a picture with a frame of `size` pixels; with a label for the frame, keys move it, too.
 *
 * @param {{ name: string, width: number, height: number, size: number, label?: string,
 *   onchoose: (at: Place) => void }} options
 */
function framedPicture({ size, ...options }) {
  const [corner, length] = [(-size * SCALE) / 2, size * SCALE];
  const mark = svg("rect", { x: corner, y: corner, width: length, height: length, class: "window-frame" });
  const { node, ...rest } = pixelChooser({ ...options, size, scale: SCALE, mark });
  return { node: html("figure", {}, html("figcaption", {}, options.name), node), ...rest };
}

/**
 * Make both pictures.
 *
 * @param {Gray} image
 * @param {(at: Place) => void} onchoose
 */
export function faceAndMap(image, onchoose) {
  const { width, height } = image;
  const face = framedPicture({ name: "the face", label: "window", width, height, size: 3, onchoose });
  const inside = { width: width - 2, height: height - 2 };
  const mapped = framedPicture({ name: "the feature map", ...inside, size: 1, onchoose });
  const key = html("p", { class: "shade-scale" });
  const ends = readouts(Object.values(ENDS));
  const paintMap = (/** @type {FeatureMap} */ map, /** @type {string} */ zero) => {
    const [smallest, largest] = extremes(map);
    const { shade, text } = shades(zero, [smallest, largest]);
    mapped.paint(map.values.map(shade));
    key.textContent = text;
    ends.show({ [ENDS.smallest]: written(smallest), [ENDS.largest]: written(largest) });
  };
  const show = (/** @type {Place} */ at) => {
    for (const shown of [face, mapped]) shown.show(at);
  };
  face.paint(image.pixels);
  mapped.node.append(key);
  return { node: html("div", { class: "face-and-map" }, face.node, mapped.node), ends: ends.node, paintMap, show };
}
