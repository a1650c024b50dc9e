/** A table of the distances of people to a query, for two values of p. */

import { html } from "./elements.js";
import { minkowski, nearest } from "./minkowski.js";

/** @typedef {import("./chart.js").Point} Point */

export const powerText = (/** @type {number} */ p) =>
  p === Number.POSITIVE_INFINITY ? "∞" : String(Number(p.toFixed(2)));

/**
 * Make the table of the distances.
 *
 * @param {string[]} names
 */
export function distanceTable(names) {
  const head = html("th", { scope: "col" });
  const rows = names.map((name) => {
    const cells = ["p", "2"].map((p) => html("td", { "data-name": `${name}, ${p}` }));
    return { node: html("tr", {}, html("th", { scope: "row" }, name), ...cells), cells };
  });
  const euclidean = html("th", { scope: "col" }, "Euclidean, p = 2");
  const node = html(
    "table",
    { class: "gallery-distances" },
    html("thead", {}, html("tr", {}, html("th", { scope: "col" }, "distance to"), head, euclidean)),
    html("tbody", {}, ...rows.map((row) => row.node)),
  );
  const show = (/** @type {Point[]} */ points, /** @type {number} */ p) => {
    head.textContent = `p = ${powerText(p)}`;
    [p, 2].forEach((power, column) => {
      const winner = nearest(points, power);
      rows.forEach(({ cells }, i) => {
        const distance = minkowski(points[i], power).toFixed(3);
        cells[column].textContent = i === winner ? `${distance} nearest` : distance;
        cells[column].className = i === winner ? "nearest" : "";
      });
    });
  };
  return { node, show };
}
