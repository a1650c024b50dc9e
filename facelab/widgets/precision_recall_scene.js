/** A scene with the boxes above a threshold, right or wrong, and the faces that are missed. */

import { fit } from "./boxes.js";
import { svg } from "./elements.js";
import { photograph } from "./photograph.js";

/** @typedef {import("./boxes.js").Box} Box */
/** @typedef {{ image: string, boxes: Box[], scores: number[], matches: number[], truth: Box[] }} Scene matches: the
 *   position of the true box that a box found, or -1 */

/**
 * Draw the scene; `show` shows what counts above a threshold.
 *
 * @param {Scene} scene
 * @param {[number, number]} size width and height, pixels
 * @param {string} label
 */
export function judgedBoxes({ image, boxes, scores, matches, truth }, size, label) {
  const area = photograph({ image, width: size[0], height: size[1], label });
  const draw = (/** @type {Box} */ box) => {
    const node = svg("rect");
    fit(area, node, box);
    area.add(node);
    return node;
  };
  const [missed, outlines] = [truth.map(draw), boxes.map(draw)];
  const show = (/** @type {number} */ threshold) => {
    const counted = (/** @type {number} */ i) => scores[i] > threshold;
    outlines.forEach((node, i) => {
      const look = matches[i] < 0 ? "judged-wrong" : "judged-right";
      node.setAttribute("class", counted(i) ? look : "judged-absent");
    });
    missed.forEach((node, face) => {
      const isFound = matches.some((match, i) => match === face && counted(i));
      node.setAttribute("class", isFound ? "judged-absent" : "judged-missed");
    });
  };
  return { node: area.node, show };
}
