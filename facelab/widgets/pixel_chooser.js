/** A picture with a frame that is put somewhere by a click, by dragging, or by the arrow keys. */

import { chart, handle } from "./chart.js";
import { html, picture, svg } from "./shared.js";

/** @typedef {[number, number]} Place row and column of the window's upper left corner, from 0 */

/**
 * Make a picture with a frame of `size` pixels; with a label for the frame, keys move it, too.
 *
 * @param {{ caption: string, height: number, width: number, size: number, frame?: string,
 *   onchange: (at: Place) => void }} options
 */
export function pixelChooser({ caption, height, width, size, frame, onchange }) {
  const { node: canvas, paint } = picture({ width, height, label: caption, scale: SCALE });
  const area = chart({ label: `place in ${caption}`, x: [0, width], y: [0, height], width, height, plain: true });
  area.node.style.maxWidth = "none"; // it is as wide as the picture
  const half = size / 2;
  const mark = svg("rect", { x: -half, y: -half, width: size, height: size, class: "window-frame" });
  // The chart's y goes up, rows go down.
  const toPoint = (/** @type {Place} */ [row, column]) =>
    /** @type {[number, number]} */ ([column + half, height - row - half]);
  const toPlace = (/** @type {[number, number]} */ [x, y]) =>
    /** @type {Place} */ ([within(height - y - half, height - size), within(x - half, width - size)]);
  const choose = (/** @type {[number, number]} */ point) => onchange(toPlace(point));
  const mover = frame ? handle(area, { label: frame, at: [0, 0], step: 1, mark, onmove: choose }) : undefined;
  area.add(mover ? mover.node : mark);
  area.node.addEventListener("click", (event) => choose(area.fromPointer(event)));
  const show = (/** @type {Place} */ at) => {
    const [x, y] = toPoint(at);
    mover?.moveTo([x, y]);
    mover?.node.setAttribute("aria-valuetext", `row ${at[0]}, column ${at[1]}`);
    if (!mover) mark.setAttribute("transform", `translate(${x} ${height - y})`);
  };
  const text = html("figcaption", {}, caption);
  return { node: html("figure", {}, text, html("div", { class: "framed-picture" }, canvas, area.node)), paint, show };
}

const SCALE = 2.5; // screen pixels for one

const within = (/** @type {number} */ value, /** @type {number} */ last) =>
  Math.min(Math.max(Math.round(value), 0), last);
