/** A box over a scene with a grid: which cell and which anchor answer for it, and with what numbers. */

import { legend } from "./chart.js";
import { button } from "./controls.js";
import { html } from "./elements.js";
import { encode, rivalsOf } from "./grid_encoding.js";
import { enlargedCell } from "./grid_target_cell.js";
import { gridScene } from "./grid_target_scene.js";
import { answers } from "./grid_target_table.js";
import { captioned, panel, place, row } from "./layout.js";
import { memory } from "./model.js";
import { readouts, sentence } from "./readouts.js";

/** @typedef {import("./model.js").Context} Context */
/** @typedef {import("./boxes.js").Box} Box */
/** @typedef {import("./grid_encoding.js").Written} Written */
/** @typedef {{ box: Box }} State */

/**
 * Say who answers for the box, and why.
 *
 * @param {Written} written
 * @param {Written[]} others
 */
function whoAnswers(written, others) {
  const { row, column, alike, wanted, anchor } = written;
  if (!rivalsOf(written, others).length) {
    const equal = alike.flatMap((iou, i) => (iou === alike[wanted] ? [i] : []));
    const isTie = `anchors ${equal.join(" and ")} are equally like your box, so the first of them is taken`;
    const reason = equal.length > 1 ? isTie : `anchor ${anchor} is most like your box`;
    return `The middle lies in row ${row}, column ${column}, and ${reason}.`;
  }
  const both = "Your box and the other face have their middles in the same cell";
  if (anchor === wanted) return `${both}, but want different anchors, and each gets its own.`;
  const first = `${both} and want the same anchor, ${wanted}, which the other face has`;
  const end =
    anchor < 0 ? "no anchor is free, and your box is left out" : `yours gets the next free one, anchor ${anchor}`;
  return `${first}: ${end}.`;
}

/**
 * Name what is drawn.
 *
 * @param {import("./grid_encoding.js").Grid} grid
 * @param {boolean} hasFixed
 * @returns {[string, string][]}
 */
function looks({ anchors }, hasFixed) {
  /** @type {[string, string][]} */
  const entries = [
    ["target-box", "your box"],
    ["target-cell", "cell that answers"],
    ["target-anchor chosen-anchor", "anchor that it gets"],
  ];
  if (anchors.length > 1) entries.push(["target-anchor", anchors.length > 2 ? "other anchors" : "the other anchor"]);
  if (hasFixed) entries.push(["target-fixed", "the other face"]);
  return entries;
}

/** @param {Context} context */
function render({ model, el }) {
  const data = model.get("data");
  /** @type {import("./grid_encoding.js").Grid} */
  const grid = data.grid;
  /** @type {Box[]} */
  const fixed = data.fixed ? [data.fixed] : [];
  const remember = memory(model);
  /** @type {State} */
  let state = { box: data.box, ...model.get("state") };
  const scene = gridScene({ ...data, onmove: (box) => change({ box }) });
  const cell = enlargedCell(data.image, grid);
  const table = answers(grid);
  const figures = readouts(["row", "column", "anchor", "height × width"]);
  const summary = sentence();
  const change = (/** @type {State} */ to) => {
    state = to;
    const { box } = state;
    const others = encode(grid, [...fixed, box]);
    const written = /** @type {Written} */ (others.pop());
    const { row, column, anchor } = written;
    scene.show(box, written);
    cell.show(written);
    table.show(written, others);
    const size = `${box[3] - box[1]} × ${box[2] - box[0]}`;
    figures.show({
      row: `${row}`,
      column: `${column}`,
      anchor: anchor < 0 ? "none" : `${anchor}`,
      "height × width": size,
    });
    summary.say(whoAnswers(written, others));
    remember(state);
  };
  change(state);
  const back = html(
    "p",
    {},
    button("as at the start", () => change({ box: data.box })),
  );
  const names = legend(looks(grid, fixed.length > 0));
  const charts = row(
    panel(scene.node, names),
    panel(captioned(cell.node, "The cell that answers, enlarged"), table.node),
  );
  place({ model, el }, back, figures.node, summary.node, charts);
}

export default { render };
