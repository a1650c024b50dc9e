/** A chart with two axes, and a legend for it. */

import { html, svg } from "./elements.js";
import { inShort } from "./number_text.js";

/** @typedef {[number, number]} Point */
/** @typedef {ReturnType<typeof chart>} Chart */

export const MARGIN = { left: 46, right: 8, top: 8, bottom: 38 };

/**
 * Make a chart with two axes.
 *
 * @param {{ label: string, x: Point, y: Point, xLabel?: string, yLabel?: string, width?: number, height?: number,
 *   plain?: boolean }} options x, y: the ends of the axes; plain: without axes
 */
export function chart({ label, x, y, xLabel = "", yLabel = "", width = 320, height = 220, plain = false }) {
  const margin = plain ? { left: 0, right: 0, top: 0, bottom: 0 } : MARGIN;
  const inner = { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom };
  const toX = (/** @type {number} */ value) => margin.left + ((value - x[0]) / (x[1] - x[0])) * inner.width;
  const toY = (/** @type {number} */ value) => margin.top + ((y[1] - value) / (y[1] - y[0])) * inner.height;
  const node = svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "chart", role: "group", "aria-label": label });
  node.style.maxWidth = `${width * 1.4}px`;
  if (!plain) node.append(...axes({ x, y, xLabel, yLabel, toX, toY, width, height }));

  const fromPointer = (/** @type {PointerEvent | MouseEvent} */ event) => {
    const box = node.getBoundingClientRect();
    const across = ((event.clientX - box.left) / box.width) * width;
    const down = ((event.clientY - box.top) / box.height) * height;
    const inX = x[0] + ((across - margin.left) / inner.width) * (x[1] - x[0]);
    const inY = y[1] - ((down - margin.top) / inner.height) * (y[1] - y[0]);
    return /** @type {Point} */ ([inX, inY]);
  };
  const path = (/** @type {Point[]} */ points) =>
    points.map(([a, b], i) => `${i ? "L" : "M"}${toX(a).toFixed(1)} ${toY(b).toFixed(1)}`).join("");
  const add = (/** @type {SVGElement[]} */ ...nodes) => node.append(...nodes);
  return { node, x, y, toX, toY, fromPointer, path, add };
}

/**
 * Draw the axes of a chart.
 *
 * @param {{ x: Point, y: Point, xLabel: string, yLabel: string, toX: (value: number) => number,
 *   toY: (value: number) => number, width: number, height: number }} options
 * @returns {SVGElement[]}
 */
function axes({ x, y, xLabel, yLabel, toX, toY, width, height }) {
  const left = toX(x[0]);
  const bottom = toY(y[0]);
  return [
    ...ticks(...x).map((value) => svg("text", { x: toX(value), y: bottom + 14, class: "tick middle" }, inShort(value))),
    ...ticks(...y).flatMap((value) => [
      svg("line", { x1: left, x2: width - MARGIN.right, y1: toY(value), y2: toY(value), class: "grid" }),
      svg("text", { x: left - 5, y: toY(value) + 4, class: "tick end" }, inShort(value)),
    ]),
    svg("path", { d: `M${left} ${MARGIN.top}V${bottom}H${width - MARGIN.right}`, class: "axis" }),
    svg("text", { x: (left + width) / 2, y: height - 6, class: "middle" }, xLabel),
    svg("text", { transform: `translate(12 ${bottom / 2}) rotate(-90)`, class: "middle" }, yLabel),
  ];
}

/**
 * Say which line is which.
 *
 * @param {[string, string][]} entries classes of the marks, and their names
 * @returns {HTMLElement}
 */
export function legend(entries) {
  const mark = (/** @type {string} */ look) =>
    svg(
      "svg",
      { viewBox: "0 0 22 12", width: 22, height: 12, "aria-hidden": "true" },
      svg("rect", { x: 1, y: 2, width: 20, height: 8, class: look }),
    );
  return html("p", { class: "legend" }, ...entries.map(([look, name]) => html("span", {}, mark(look), ` ${name}`)));
}

/**
 * Choose about five round numbers between two.
 *
 * @param {number} low
 * @param {number} high
 * @returns {number[]}
 */
export function ticks(low, high) {
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  return Array.from({ length: Math.floor(high / step + 1e-9) - first + 1 }, (_, i) => (first + i) * step);
}
