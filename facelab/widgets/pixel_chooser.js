/** A photograph with a mark that is put on a pixel, or on a window of pixels: by mouse, finger or arrow keys. */

import { chart } from "./chart.js";
import { clamp } from "./clamp.js";
import { html } from "./elements.js";
import { handle } from "./handle.js";
import { picture } from "./picture.js";
import { whilePressed } from "./pressed.js";

/** @typedef {import("./chart.js").Point} Point */
/** @typedef {[number, number]} Place row and column of the pixel, or of the window's upper left corner, from 0 */

/**
 * Make the photograph; with a label for the mark, keys move it, too.
 *
 * @param {{ name: string, width: number, height: number, scale: number, mark: SVGElement, label?: string,
 *   size?: number, onchoose: (at: Place) => void }} options scale: screen pixels for one; mark: around (0, 0), in screen
 *   pixels; size: of the window
 */
export function pixelChooser({ name, width, height, scale, mark, label, size = 1, onchoose }) {
  const { node: canvas, paint } = picture({ width, height, label: name, scale });
  const area = chart({
    label: `choose a pixel of ${name}`,
    x: [0, width],
    y: [-height, 0], // rows count downward
    width: scale * width,
    height: scale * height,
    plain: true,
  });
  const first = (/** @type {number} */ middle, /** @type {number} */ length) =>
    clamp(Math.round(middle - size / 2), 0, length - size);
  const choose = (/** @type {Point} */ [x, y]) => onchoose([first(-y, height), first(x, width)]);
  const mover = label ? handle(area, { label, at: [0, 0], step: 1, mark, onmove: choose }) : undefined;
  area.add(mover?.node ?? mark);
  whilePressed(area, (at) => {
    choose(at);
    mover?.node.focus({ preventScroll: true });
  });
  const show = (/** @type {Place} */ [row, column]) => {
    const [x, y] = [column + size / 2, -row - size / 2];
    mover?.moveTo([x, y]);
    mover?.node.setAttribute("aria-valuetext", `row ${row}, column ${column}`);
    if (!mover) mark.setAttribute("transform", `translate(${area.toX(x)} ${area.toY(y)})`);
  };
  const node = html("div", { class: "pixel-chooser", style: `width: ${scale * width}px` }, canvas, area.node);
  return { node, paint, show };
}
