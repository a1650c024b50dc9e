/** What a cell answers: for each anchor p_c, b_x, b_y, b_h and b_w, and whose they are. */

import { html } from "./elements.js";
import { rivalsOf } from "./grid_encoding.js";
import { hundredths } from "./number_text.js";

/** @typedef {import("./grid_encoding.js").Grid} Grid */
/** @typedef {import("./grid_encoding.js").Written} Written */

const ENTRIES = ["p_c", "b_x", "b_y", "b_h", "b_w"];

/**
 * Make the table, with a column for each anchor.
 *
 * @param {Grid} grid
 */
export function answers({ anchors }) {
  const line = (/** @type {(string | Node)[]} */ head, /** @type {string} */ name) => {
    const cells = anchors.map((_, i) => html("td", { "data-name": `anchor ${i}, ${name}` }));
    return { node: html("tr", {}, html("th", { scope: "row" }, ...head), ...cells), cells };
  };
  const [owner, alike] = [line(["answers for"], "owner"), line(["IoU with the box’s shape"], "IoU")];
  const entries = ENTRIES.map((name) => {
    const [letter, index] = name.split("_");
    return line([letter, html("sub", {}, index)], name);
  });
  const sizes = anchors.map(([height, width], i) =>
    html("th", { scope: "col" }, `anchor ${i}`, html("br"), `${height} × ${width}`),
  );
  const node = html(
    "table",
    { class: "cell-answers" },
    html("caption", {}, "The target y of this cell"),
    html("thead", {}, html("tr", {}, html("td"), ...sizes)),
    html("tbody", {}, alike.node, owner.node, ...entries.map((entry) => entry.node)),
  );
  const show = (/** @type {Written} */ written, /** @type {Written[]} */ others) => {
    const rivals = rivalsOf(written, others);
    anchors.forEach((_, i) => {
      const rival = rivals.find(({ anchor }) => anchor === i);
      const isOurs = written.anchor === i;
      alike.cells[i].textContent = written.alike[i].toFixed(3);
      owner.cells[i].textContent = isOurs ? "your box" : rival ? "the other face" : "nothing";
      const y = isOurs ? written.y : (rival?.y ?? [0, 0, 0, 0, 0]);
      const look = isOurs ? "answers-box" : rival ? "answers-other" : "answers-nothing";
      for (const [k, { cells }] of entries.entries()) cells[i].textContent = k ? hundredths(y[k]) : String(y[k]);
      for (const { cells } of [owner, ...entries]) cells[i].className = look;
    });
  };
  return { node, show };
}
