/** A photograph that is turned, with its keypoints and the window of one of them. */

import { arrow } from "./arrow.js";
import { chart } from "./chart.js";
import { svg } from "./elements.js";

/** @typedef {import("./chart.js").Point} Point */
/** @typedef {{ number: number, step: number, direction: number | null }} Window of a keypoint; direction:
 *   degrees counterclockwise from the right, null if it has none */

const PHOTO_SIDE = 320; // in units of a chart

/**
 * Say where a window's lines run and where its first cell lies, which is the upper left one if it is upright.
 *
 * @param {Point} middle
 * @param {number} cell how wide one is
 * @param {number} degrees
 */
function windowLines([x, y], cell, degrees) {
  const angle = (degrees * Math.PI) / 180;
  const [right, up] = [cell * Math.cos(angle), cell * Math.sin(angle)];
  const at = (/** @type {number} */ a, /** @type {number} */ b) =>
    /** @type {Point} */ ([x + a * right - b * up, y + a * up + b * right]);
  const lines = [-2, -1, 0, 1, 2].flatMap((k) => [
    [at(k, -2), at(k, 2)],
    [at(-2, k), at(2, k)],
  ]);
  const first = [at(-2, 2), at(-1, 2), at(-1, 1), at(-2, 1)];
  return { lines, first, ahead: /** @type {Point} */ ([1.9 * right, 1.9 * up]) };
}

/**
 * Draw the photograph in a square around its middle; its corners may be cut off.
 *
 * @param {{ image: string, size: number[], angles: number[],
 *   keypoints: { places: Point[], sigma: number }[] }} data
 */
export function turnedPhotograph({ image, size: [width, height], angles, keypoints }) {
  const reach = Math.max(width, height) / 2;
  const ends = /** @type {Point} */ ([-reach, reach]);
  const label = "The photograph and the keypoint's window";
  const area = chart({ label, x: ends, y: ends, width: PHOTO_SIDE, height: PHOTO_SIDE, plain: true });
  const scale = PHOTO_SIDE / (2 * reach);
  const photo = svg("image", {
    href: image,
    x: (PHOTO_SIDE - width * scale) / 2,
    y: (PHOTO_SIDE - height * scale) / 2,
    width: width * scale,
    height: height * scale,
  });
  // a pixel's middle has whole coordinates
  const inChart = (/** @type {Point} */ [x, y]) => /** @type {Point} */ ([x + 0.5 - width / 2, height / 2 - y - 0.5]);
  const spots = keypoints.map((_, i) =>
    svg("g", { class: "turned-spot" }, svg("circle", { r: 4 }), svg("text", { x: 7, y: 5 }, String(i + 1))),
  );
  const [tint, lines] = [svg("path", { class: "turned-first" }), svg("path", { class: "turned-lines" })];
  const ahead = arrow(area, {});
  ahead.node.classList.add("turned-ahead");
  area.add(photo, svg("g", { class: "turned-window" }, tint, lines, ahead.node, ...spots));

  const show = (/** @type {Window} */ { number, step, direction }, /** @type {boolean} */ turning) => {
    photo.setAttribute("transform", `rotate(${-angles[step]} ${PHOTO_SIDE / 2} ${PHOTO_SIDE / 2})`);
    keypoints.forEach(({ places }, i) => {
      const [x, y] = inChart(places[step]);
      spots[i].setAttribute("transform", `translate(${area.toX(x)} ${area.toY(y)})`);
      spots[i].classList.toggle("turned-chosen", i === number);
    });
    const { places, sigma } = keypoints[number];
    const middle = inChart(places[step]);
    const drawn = windowLines(middle, 3 * sigma, direction ?? 0);
    for (const node of [lines, tint]) node.classList.toggle("turned-lost", direction === null);
    lines.setAttribute("d", drawn.lines.map(area.path).join(""));
    tint.setAttribute("d", `${area.path(drawn.first)}Z`);
    ahead.show(middle, turning && direction !== null ? drawn.ahead : [0, 0]);
  };
  return { node: area.node, show };
}
