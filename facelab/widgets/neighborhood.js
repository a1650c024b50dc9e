/** One pixel and its eight neighbors, enlarged: gray values and bits. */

import { html, svg } from "./elements.js";
import { captioned } from "./layout.js";
import { bitsOf, neighborPlaces } from "./lbp.js";

/**
 * @typedef {object} Neighborhood
 * @property {ArrayLike<number>} pixels of the whole picture
 * @property {{ width: number, height: number }} size
 * @property {{ row: number, column: number }} pixel the center
 * @property {number} radius
 * @property {number[]} values gray values of the neighbors
 * @property {number} code the pattern
 * @property {number} before the pattern as photographed
 */

const HALF = 140; // of the drawing's width
const CIRCLE = 94; // its radius in the drawing: the larger it is in the picture, the smaller the pixels are drawn

const short = (/** @type {number} */ value) => String(Number(value.toFixed(1)));

/**
 * Draw the pixels around the center; outside the picture there are none.
 *
 * @param {Neighborhood} shown
 * @returns {SVGElement[]}
 */
function squares({ pixels, size, pixel, radius }) {
  const scale = CIRCLE / radius;
  const reach = Math.ceil(HALF / scale - 0.5);
  const steps = Array.from({ length: 2 * reach + 1 }, (_, i) => i - reach);
  return steps.flatMap((down) =>
    steps.flatMap((right) => {
      const [row, column] = [pixel.row + down, pixel.column + right];
      if (row < 0 || row >= size.height || column < 0 || column >= size.width) return [];
      const gray = pixels[row * size.width + column];
      const [x, y] = [(right - 0.5) * scale, (down - 0.5) * scale];
      const fill = `rgb(${gray} ${gray} ${gray})`;
      return [svg("rect", { x, y, width: scale + 0.5, height: scale + 0.5, fill })];
    }),
  );
}

/**
 * Draw a tag with a gray value, and above it what it means.
 *
 * @param {{ x: number, y: number, look: string, above: string, value: number, name: string }} tag
 */
function tag({ x, y, look, above, value, name }) {
  return svg(
    "g",
    { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`, class: `pattern-tag ${look}` },
    svg("rect", { x: -22, y: -19, width: 44, height: 38, rx: 6 }),
    svg("text", { y: -2, class: `middle ${above === "center" ? "" : "pattern-bit"}` }, above),
    svg("text", { y: 13, class: "middle", "data-name": name }, short(value)),
  );
}

/**
 * Draw one neighbor: its bit, its gray value, and beside it what the bit is worth.
 *
 * @param {Neighborhood} shown
 * @param {number} p
 * @returns {SVGElement[]}
 */
function neighbor({ radius, values, code, before }, p) {
  const { right, down } = neighborPlaces(radius)[p];
  const [x, y] = [(right * CIRCLE) / radius, (down * CIRCLE) / radius];
  const bit = bitsOf(code)[p];
  const turned = bit !== bitsOf(before)[p];
  const look = `${bit ? "one" : "zero"}${turned ? " turned" : ""}`;
  const above = turned ? `${1 - bit}→${bit}` : String(bit);
  return [
    tag({ x, y, look, above, value: values[p], name: `neighbor ${p}` }),
    svg("text", { x: 1.38 * x, y: 1.36 * y + 4, class: "middle pattern-worth" }, String(1 << p)),
  ];
}

/**
 * Make the drawing.
 *
 * @returns {{ node: HTMLElement, show: (shown: Neighborhood) => void }}
 */
export function neighborhood() {
  const node = svg("svg", {
    viewBox: `${-HALF} ${-HALF} ${2 * HALF} ${2 * HALF}`,
    class: "chart pattern-neighborhood",
    role: "img",
    "aria-label": "the pixel and its eight neighbors",
  });
  const show = (/** @type {Neighborhood} */ shown) => {
    const { pixels, size, pixel, values } = shown;
    node.replaceChildren(
      ...squares(shown),
      svg("circle", { r: CIRCLE, class: "pattern-ring" }),
      tag({
        x: 0,
        y: 0,
        look: "center",
        above: "center",
        value: pixels[pixel.row * size.width + pixel.column],
        name: "center",
      }),
      ...values.flatMap((_, p) => neighbor(shown, p)),
    );
  };
  const caption = "bit, gray value; outside: its worth";
  return { node: html("div", { class: "pattern-enlarged" }, captioned(node, caption)), show };
}
