/** A photograph to draw on. */

import { chart } from "./chart.js";
import { svg } from "./elements.js";

const LARGEST = { width: 320, height: 340 }; // in units of a chart

/**
 * Show a photograph in a chart. Its y axis points upwards, as every chart's does: y is minus the row.
 *
 * @param {{ image: string, width: number, height: number, label: string, largest?: typeof LARGEST }} options width,
 *   height: in pixels of the photograph
 * @returns {import("./chart.js").Chart}
 */
export function photograph({ image, width, height, label, largest = LARGEST }) {
  const scale = Math.min(largest.width / width, largest.height / height);
  const size = { width: width * scale, height: height * scale };
  const area = chart({ label, x: [0, width], y: [-height, 0], ...size, plain: true });
  area.add(svg("image", { href: image, ...size, preserveAspectRatio: "none" }));
  return area;
}
