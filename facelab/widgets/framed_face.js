/** A face in the frame of a chip: the photograph under an affine map, its landmarks, and where they should lie. */

import { mapPoint } from "./affine.js";
import { chart } from "./chart.js";
import { html, setNumbers, svg } from "./elements.js";

/** @typedef {import("./chart.js").Point} Point */
/** @typedef {import("./affine.js").Affine} Affine */

const FRAME = 250; // of a face, in units of a chart

/**
 * Draw a face in the frame of a chip, with its landmarks and the template's points.
 *
 * @param {{ title: string, data: any }} options
 */
export function framed({ title, data: { image, size, template, chip, points } }) {
  const area = chart({ label: title, x: [0, chip], y: [-chip, 0], width: FRAME, height: FRAME, plain: true });
  const scale = FRAME / chip;
  // a pixel's middle has whole coordinates, and its left upper corner lies half a pixel before it
  const face = svg("image", {
    href: image,
    x: -0.5,
    y: -0.5,
    width: size[0],
    height: size[1],
    preserveAspectRatio: "none",
  });
  const links = svg("path", { class: "chip-link" });
  const dots = points.map(() => svg("circle", { r: 4, class: "chip-landmark" }));
  const crosses = template.map((/** @type {Point} */ [x, y]) =>
    svg("path", { d: `M${area.toX(x)} ${area.toY(-y)}m-7 0h14m-7-7v14`, class: "chip-aim" }),
  );
  area.add(face, links, ...crosses, ...dots);
  const show = (/** @type {Affine} */ map) => {
    face.setAttribute("transform", `scale(${scale}) matrix(${map.join(" ")})`);
    const there = points.map((/** @type {Point} */ point) => mapPoint(map, point).map((value) => scale * value));
    dots.forEach((/** @type {SVGElement} */ dot, /** @type {number} */ i) => {
      setNumbers(dot, { cx: there[i][0], cy: there[i][1] });
    });
    const ends = template.map((/** @type {Point} */ [x, y], /** @type {number} */ i) => {
      return `M${there[i].join(" ")}L${area.toX(x)} ${area.toY(-y)}`;
    });
    links.setAttribute("d", ends.join(""));
  };
  return { node: html("figure", { class: "chip-frame" }, html("figcaption", {}, title), area.node), show };
}
