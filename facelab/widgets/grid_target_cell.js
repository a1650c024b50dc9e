/** The cell that answers for a box, enlarged, with the place of the box's middle in it. */

import { arrow } from "./arrow.js";
import { chart } from "./chart.js";
import { svg } from "./elements.js";
import { cellOf } from "./grid_target_scene.js";
import { addDot } from "./marks.js";
import { hundredths } from "./number_text.js";

/** @typedef {import("./grid_encoding.js").Grid} Grid */
/** @typedef {import("./grid_encoding.js").Written} Written */

/**
 * Write b with an index.
 *
 * @param {string} index
 * @param {string} look
 */
function coordinate(index, look) {
  const value = svg("tspan", { dy: -3 });
  const name = svg("tspan", { dy: 3, "font-size": "8px" }, index);
  const node = svg("text", { class: look }, "b", name, value);
  const write = (/** @type {number} */ to) => {
    value.textContent = ` = ${hundredths(to)}`;
  };
  return { node, write };
}

/**
 * Draw the cell; `show` shows which one, and where in it the middle lies.
 *
 * @param {string} image
 * @param {Grid} grid
 */
export function enlargedCell(image, grid) {
  const label = "The cell, enlarged, with the middle of the box";
  const area = chart({ label, x: [-0.5, 1.1], y: [-1.1, 0.2], width: 256, height: 208, plain: true });
  const [left, top] = [area.toX(0), area.toY(0)];
  const [width, height] = [area.toX(1) - left, area.toY(-1) - top];
  const [imageHeight, imageWidth] = grid.image;
  const photo = svg("image", { href: image, width: imageWidth, height: imageHeight, preserveAspectRatio: "none" });
  const piece = svg("svg", { x: left, y: top, width, height, preserveAspectRatio: "none" }, photo);
  const edge = svg("rect", { x: left, y: top, width, height, class: "target-cell-edge" });
  const arrows = [arrow(area, {}), arrow(area, {})];
  area.add(piece, edge, ...arrows.map(({ node }) => node));
  const middle = addDot(area, { r: 7, look: "target-middle" });
  const texts = [coordinate("x", "end"), coordinate("y", "middle")];
  area.add(...texts.map(({ node }) => node));
  const show = (/** @type {Written} */ written) => {
    const [x, y] = written.within;
    const [fromX, fromY, toX, toY] = cellOf(grid, written);
    piece.setAttribute("viewBox", `${fromX} ${fromY} ${toX - fromX} ${toY - fromY}`);
    arrows[0].show([0, -y], [x, 0]);
    arrows[1].show([x, 0], [0, -y]);
    middle.moveTo([x, -y]);
    texts[0].node.setAttribute("transform", `translate(${left - 12} ${area.toY(-y) + 4})`);
    texts[1].node.setAttribute("transform", `translate(${area.toX(x)} ${top - 12})`);
    for (const [i, value] of [x, y].entries()) texts[i].write(value);
  };
  return { node: area.node, show };
}
