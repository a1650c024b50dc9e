/** The distances of the pairs that were judged, on one line with the threshold. */

import { chart, legend } from "./chart.js";
import { svg } from "./elements.js";
import { panel } from "./layout.js";
import { rounded } from "./number_text.js";

/** @typedef {{ images: string[], same: boolean, distance: number }} JudgedPair */

const ROW = { genuine: 37, impostor: 65 }; // where a kind of pair stands, in units of the drawing

/**
 * Draw the threshold, and which side means what.
 *
 * @param {number} at in units of the drawing
 * @param {number} threshold
 */
function divided(at, threshold) {
  const middle = at < 160 ? Math.max(at, 50) : Math.min(at, 270); // the threshold's name stays inside
  return [
    svg("line", { x1: 0, x2: 320, y1: 50, y2: 50, class: "grid" }),
    svg("line", { x1: at, x2: at, y1: 8, y2: 82, class: "marker" }),
    svg("text", { x: at - 8, y: 15, class: "end" }, "← pixels: one person"),
    svg("text", { x: at + 8, y: 15 }, "pixels: two people →"),
    svg("text", { x: middle, y: 97, class: "middle" }, `threshold ${rounded(threshold)}`),
  ];
}

/**
 * Draw one pair: a circle above the line, or a square below it.
 *
 * @param {number} x
 * @param {boolean} same
 * @param {boolean} isLast the pair that was judged last is larger
 */
function pairMark(x, same, isLast) {
  const r = isLast ? 8 : 5;
  return same
    ? svg("circle", { cx: x, cy: ROW.genuine, r, class: "fill-genuine" })
    : svg("rect", { x: x - r, y: ROW.impostor - r, width: 2 * r, height: 2 * r, class: "fill-impostor" });
}

/**
 * Make the line, as long as the distances of all pairs need.
 *
 * @param {JudgedPair[]} pairs
 * @param {number} threshold
 */
export function judgedLine(pairs, threshold) {
  const all = [threshold, ...pairs.map((pair) => pair.distance)];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const room = 0.06 * (high - low || 1);
  const label = "Distances of the pairs that you have judged";
  const area = chart({ label, x: [low - room, high + room], y: [0, 100], height: 100, plain: true });
  const marks = svg("g");
  area.add(...divided(area.toX(threshold), threshold), marks);
  const names = legend([
    ["fill-genuine", "in truth one person (circle)"],
    ["fill-impostor", "in truth two people (square)"],
  ]);
  const show = (/** @type {JudgedPair[]} */ judged) => {
    const last = judged.length - 1;
    marks.replaceChildren(...judged.map(({ same, distance }, i) => pairMark(area.toX(distance), same, i === last)));
  };
  return { node: panel(area.node, names), show };
}
