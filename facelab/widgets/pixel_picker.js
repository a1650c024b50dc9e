/** A photograph in which a pixel is chosen. */

import { chart, handle } from "./chart.js";
import { html, picture, svg } from "./shared.js";

/** @typedef {{ row: number, column: number }} Pixel */
/** @typedef {{ width: number, height: number }} Size */

const PIXEL_SIZE = 2; // on the screen

/**
 * Make the photograph in which a pixel is chosen: by a click, by dragging the mark, or by arrow keys.
 *
 * @param {Size} size
 * @param {Pixel} pixel it is changed in place
 * @param {() => void} moved
 */
export function pixelPicker({ width, height }, pixel, moved) {
  const { node: canvas, paint } = picture({ width, height, label: "the photograph", scale: PIXEL_SIZE });
  const area = chart({
    label: "choose a pixel of the photograph",
    x: [-0.5, width - 0.5],
    y: [0.5 - height, 0.5], // rows count downward
    width: PIXEL_SIZE * width,
    height: PIXEL_SIZE * height,
    plain: true,
  });
  const ring = svg("circle", { class: "ring" });
  const choose = ([x, y] = [0, 0]) => {
    Object.assign(pixel, { row: -Math.round(y), column: Math.round(x) });
    moved();
  };
  const at = handle(area, {
    label: "pixel",
    at: [pixel.column, -pixel.row],
    step: 1,
    onmove: choose,
    mark: svg("g", {}, svg("rect", { x: -11, y: -11, width: 22, height: 22, class: "ring" }), ring),
  });
  area.node.addEventListener("click", (event) => {
    const [x, y] = area.fromPointer(event);
    choose([Math.min(Math.max(x, 0), width - 1), Math.min(Math.max(y, 1 - height), 0)]);
    at.node.focus();
  });
  area.add(at.node);
  const show = (/** @type {number} */ radius) => {
    ring.setAttribute("r", String(PIXEL_SIZE * radius));
    at.moveTo([pixel.column, -pixel.row]);
    at.node.setAttribute("aria-valuetext", `row ${pixel.row}, column ${pixel.column}`);
  };
  const node = html("div", { class: "over", style: `width: ${PIXEL_SIZE * width}px` }, canvas, area.node);
  return { node, paint, show };
}
