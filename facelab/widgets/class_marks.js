/** Marks of classes, which differ in shape as well as in color, and what they mean. */

import { html, svg } from "./elements.js";

const MARKS = [
  "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0 -12 0",
  "M-5.5 -5.5H5.5V5.5H-5.5Z",
  "M0 -7L7 5.5H-7Z",
  "M0 -7.5L7.5 0L0 7.5L-7.5 0Z",
];

/**
 * Make the mark of a class, around (0, 0); a ring around it shows where something of the class "wrong" holds it.
 *
 * @param {number} k number of the class
 */
export const classMark = (k) =>
  svg("g", {}, svg("circle", { r: 10.5, class: "wrong-ring" }), svg("path", { d: MARKS[k] }));

/** @typedef {[look: string, name: string, path?: string]} Key path: a line if it is left out */

/**
 * Say what the classes' marks mean, that of a wrong point, and others.
 *
 * @param {string[]} names of the classes
 * @param {Key[]} others
 */
export function classKeys(names, others) {
  const key = (/** @type {SVGElement} */ drawn, /** @type {string} */ name) => {
    const box = { viewBox: "-12 -12 24 24", width: 20, height: 20, "aria-hidden": "true" };
    return html("li", {}, svg("svg", box, drawn), ` ${name}`);
  };
  return html(
    "ul",
    { class: "class-keys" },
    ...names.map((name, k) => key(svg("g", { class: `class-point class-${k}` }, classMark(k)), name)),
    key(svg("g", { class: "class-point wrong" }, svg("circle", { r: 9, class: "wrong-ring" })), "on the wrong side"),
    ...others.map(([look, name, d = "M-12 0H12"]) => key(svg("path", { d, class: look }), name)),
  );
}
