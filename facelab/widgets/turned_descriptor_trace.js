/** The distance of the descriptor from that of the upright photograph, at the angles that have been tried. */

import { chart } from "./chart.js";
import { svg } from "./elements.js";
import { addDot } from "./marks.js";

/** @typedef {"turning" | "upright"} Mode of the window */
/** @typedef {Record<Mode, { distances: (number | null)[] }>} Windows */

const FARTHEST = 1.4; // of two descriptors of length 1, without negative numbers, it is √2

/**
 * Draw the distances of one keypoint; `show` draws those that have been tried, and where one is.
 *
 * @param {number[]} angles
 */
export function distanceTrace(angles) {
  const area = chart({
    label: "Distance of the histograms over the angle, as far as tried",
    x: [-95, 95],
    y: [0, FARTHEST],
    xLabel: "turned by, degrees",
    yLabel: "distance",
  });
  const marks = { turning: svg("g"), upright: svg("g") };
  area.add(marks.turning, marks.upright);
  const ring = addDot(area, { r: 8, look: "turned-here" });
  const mark = (/** @type {Mode} */ mode, /** @type {number} */ step, /** @type {number} */ distance) => {
    const [x, y] = [area.toX(angles[step]), area.toY(distance)];
    const look = `turned-${mode}`;
    return mode === "turning"
      ? svg("circle", { cx: x, cy: y, r: 3.5, class: look })
      : svg("rect", { x: x - 3, y: y - 3, width: 6, height: 6, class: look });
  };
  /** @type {Windows | undefined} */
  let shown;
  const drawn = { turning: new Set(), upright: new Set() };
  const clear = (/** @type {Mode} */ mode) => {
    marks[mode].replaceChildren();
    drawn[mode].clear();
  };
  const show = (
    /** @type {Windows} */ windows,
    /** @type {Record<Mode, Set<number>>} */ tried,
    /** @type {{ mode: Mode, step: number }} */ here,
  ) => {
    for (const mode of /** @type {Mode[]} */ (["turning", "upright"])) {
      if (windows !== shown) clear(mode);
      for (const step of tried[mode]) {
        const distance = windows[mode].distances[step];
        if (distance !== null && !drawn[mode].has(step)) marks[mode].append(mark(mode, step, distance));
        drawn[mode].add(step);
      }
    }
    shown = windows;
    const distance = windows[here.mode].distances[here.step];
    ring.node.classList.toggle("turned-lost", distance === null);
    ring.moveTo([angles[here.step], distance ?? 0]);
  };
  return { node: area.node, show };
}
