/** A gray square over a face: how far it moves the embedding, and a heat map of all its places. */

import { handle, legend } from "./chart.js";
import { distanceScale } from "./distance_scale.js";
import { faceChart, heatMap } from "./occlusion_face.js";
import { html, memory, place, readouts, sentence, svg, unpack } from "./shared.js";

/** @typedef {import("./shared.js").Context} Context */
/** @typedef {import("./shared.js").Point} Point */
/** @typedef {import("./occlusion_face.js").Grid} Grid */
/** @typedef {import("./occlusion_face.js").Where} Where */

/**
 * Make a box to tick.
 *
 * @param {{ label: string, value: boolean, onchange: (value: boolean) => void }} options
 * @returns {HTMLElement}
 */
function checkbox({ label, value, onchange }) {
  const box = html("input", { type: "checkbox", checked: value, change: () => onchange(box.checked) });
  return html("label", {}, box, ` ${label}`);
}

/**
 * Say in words what the square does.
 *
 * @param {number} distance
 * @param {Grid} grid
 * @param {number | null} threshold
 */
function inWords(distance, { values }, threshold) {
  const others = values.length - 1;
  const less = Array.from(values).filter((value) => value < distance).length;
  const rank = `Here the square moves the embedding by ${distance.toFixed(2)}: farther than at ${less} of the other ${others} places.`;
  if (threshold === null) return rank;
  return distance <= threshold
    ? `${rank} That is within the threshold: still the same person.`
    : `${rank} That is beyond the threshold: no longer the same person.`;
}

/** @param {Context} context */
function render({ model, el }) {
  const data = model.get("data");
  const { height, size, step, gray, threshold } = data;
  const grid = unpack(data.distances);
  const [rows, columns] = grid.shape;
  const [largest, most] = [Math.max(...grid.values), rows * columns];
  const remember = memory(model);
  const stored = model.get("state");
  /** @type {{ where: Where, heat: boolean }} */
  let { where = { row: Math.floor(rows / 2), column: Math.floor(columns / 2) }, heat = false } = stored;

  const middle = (/** @type {Where} */ { row, column }) =>
    /** @type {Point} */ ([column * step + size / 2, height - row * step - size / 2]);
  const nearest = (/** @type {number} */ value, /** @type {number} */ count) =>
    Math.min(Math.max(Math.round((value - size / 2) / step), 0), count - 1);

  const area = faceChart(data);
  const tiles = heatMap(area, grid, step, middle);
  const side = area.toX(size) - area.toX(0);
  const color = `rgb(${gray} ${gray} ${gray})`;
  const mark = svg("rect", { x: -side / 2, y: -side / 2, width: side, height: side, fill: color });
  const square = handle(area, {
    label: "gray square",
    at: middle(where),
    step,
    class: "occlusion-square",
    mark,
    onmove: ([x, y]) => {
      where = { row: nearest(height - y, rows), column: nearest(x, columns) };
      show();
    },
  });
  area.add(tiles, square.node);
  const scale = distanceScale({
    label: "How far the embedding moves",
    largest: 1.1 * Math.max(largest, threshold ?? 0),
    threshold,
  });
  const names = ["moves by", "farthest", ...(threshold === null ? [] : ["places beyond the threshold"])];
  const figures = readouts(names);
  const beyond = grid.values.filter((value) => threshold !== null && value > threshold).length;
  const summary = sentence();

  const show = () => {
    const distance = grid.values[where.row * columns + where.column];
    square.moveTo(middle(where));
    square.node.setAttribute("aria-valuenow", String(where.row * columns + where.column));
    const text = `row ${where.row + 1} of ${rows}, column ${where.column + 1} of ${columns}`;
    square.node.setAttribute("aria-valuetext", `${text}, the embedding moves by ${distance.toFixed(2)}`);
    tiles.setAttribute("visibility", heat ? "visible" : "hidden");
    mark.setAttribute("fill-opacity", heat ? "0" : "1"); // under the heat map only its edge is seen
    scale.show(distance);
    figures.show({
      "moves by": distance.toFixed(3),
      farthest: largest.toFixed(3),
      "places beyond the threshold": `${beyond} of ${most}`,
    });
    summary.say(inWords(distance, grid, threshold));
    remember({ where, heat });
  };
  const box = checkbox({
    label: "heat map over the face",
    value: heat,
    onchange: (to) => {
      heat = to;
      show();
    },
  });
  square.node.setAttribute("aria-valuemin", "0");
  square.node.setAttribute("aria-valuemax", String(most - 1));
  show();
  const key = legend([
    ["occlusion-pale", "moves it little"],
    ["occlusion-strong", "moves it far"],
  ]);
  place(
    { model, el },
    html(
      "div",
      { class: "row" },
      html("div", { class: "occlusion-face" }, area.node, box, key),
      html("div", { class: "panel" }, figures.node, scale.node, summary.node),
    ),
  );
}

export default { render };
