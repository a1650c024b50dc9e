/** Distances of pairs on one line, beside a threshold. */

import { chart, legend } from "./chart.js";
import { rounded } from "./rounded.js";
import { html, svg } from "./shared.js";

/** @typedef {{ images: string[], same: boolean, distance: number }} JudgedPair */

/**
 * Draw the distances of the pairs judged so far on one line, with the threshold.
 *
 * @param {JudgedPair[]} pairs
 * @param {number} threshold
 */
export function distanceLine(pairs, threshold) {
  const all = [threshold, ...pairs.map((pair) => pair.distance)];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const room = 0.06 * (high - low || 1);
  const label = "Distances of the pairs that you have judged";
  const area = chart({ label, x: [low - room, high + room], y: [0, 100], height: 100, plain: true });
  const at = area.toX(threshold);
  const [left, right] = [Math.max(at, 50), Math.min(at, 270)]; // the threshold's name stays inside
  const marks = svg("g");
  area.add(
    svg("line", { x1: 0, x2: 320, y1: 50, y2: 50, class: "grid" }),
    svg("line", { x1: at, x2: at, y1: 8, y2: 82, class: "marker" }),
    svg("text", { x: at - 8, y: 15, class: "end" }, "← pixels: one person"),
    svg("text", { x: at + 8, y: 15 }, "pixels: two people →"),
    svg("text", { x: at < 160 ? left : right, y: 97, class: "middle" }, `threshold ${rounded(threshold)}`),
    marks,
  );
  const mark = (
    /** @type {JudgedPair} */ { same, distance },
    /** @type {number} */ index,
    /** @type {any[]} */ judged,
  ) => {
    const r = index === judged.length - 1 ? 8 : 5;
    const [x, y] = [area.toX(distance), same ? 37 : 65];
    return same
      ? svg("circle", { cx: x, cy: y, r, class: "fill-genuine" })
      : svg("rect", { x: x - r, y: y - r, width: 2 * r, height: 2 * r, class: "fill-impostor" });
  };
  const names = /** @type {[string, string][]} */ ([
    ["fill-genuine", "in truth one person (circle)"],
    ["fill-impostor", "in truth two people (square)"],
  ]);
  const node = html("div", { class: "panel" }, area.node, legend(names));
  return { node, show: (/** @type {JudgedPair[]} */ judged) => marks.replaceChildren(...judged.map(mark)) };
}
