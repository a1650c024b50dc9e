/** A map of embeddings: the face under the pointer, its neighbors in all the numbers, and where the map deceives. */

import { faceCards, photographName } from "./embedding_cards.js";
import { drawing, personLegend, plane } from "./embedding_drawing.js";
import { allNeighbors } from "./embedding_points.js";
import { walker } from "./embedding_walker.js";
import { rounded } from "./rounded.js";
import { choice, html, memory, place, readouts, sentence, unpack } from "./shared.js";

/** @typedef {import("./shared.js").Context} Context */
/** @typedef {import("./shared.js").Point} Point */
/** @typedef {import("./embedding_cards.js").Photographs} Photographs */
/** @typedef {import("./embedding_points.js").Neighbors} Neighbors */

const EVERYBODY = "everybody";

/**
 * Say who the neighbors are, and whether the map shows them.
 *
 * @param {Photographs} all
 * @param {Neighbors} neighbors
 * @param {number} same how many neighbors show the same person
 */
function describe(all, { deceiving }, same) {
  const who = `In the embedding, ${same || "none"} of its three nearest show${same === 1 ? "s" : ""} the same person.`;
  if (deceiving.length === 0) return `${who} The map is right here: its three nearest are the same.`;
  const farthest = deceiving.reduce((a, b) => (b.place > a.place ? b : a));
  const seems = `${photographName(all, farthest.i)}, seems to be near`;
  return `${who} The map deceives: ${seems}, and is only in place ${farthest.place} of ${all.person.length - 1}.`;
}

/**
 * Say what holds for all photographs together.
 *
 * @param {Photographs & { variance: number, size: number }} all
 * @param {Neighbors[]} neighbors
 */
function note({ person, variance, size }, neighbors) {
  const right = neighbors.filter(({ near }, i) => person[near[0]] === person[i]).length;
  const kept = `The map keeps ${Math.round(100 * variance)} % of the variance of ${size} numbers.`;
  const nearest = `For ${right} of ${person.length} photographs, the nearest in the embedding is of the same person.`;
  return html("p", {}, `${kept} ${nearest}`);
}

/** @param {Context} context */
function render({ model, el }) {
  /** @type {Photographs & { points: any, first: number, variance: number, size: number }} */
  const data = model.get("data");
  const remember = memory(model);
  let { at = data.first, highlight = EVERYBODY } = model.get("state");
  const { values } = unpack(data.points);
  const points = data.person.map((_, i) => /** @type {Point} */ ([values[2 * i], values[2 * i + 1]]));
  const neighbors = allNeighbors(data, points);

  const area = plane(points);
  const map = drawing(area, points, data.person);
  const cards = faceCards(data);
  const numbers = readouts(["of the same person", "nearest distance", "also nearest in the map"]);
  const summary = sentence();

  const show = () => {
    const { near, distances, deceiving } = neighbors[at];
    const same = near.filter((i) => data.person[i] === data.person[at]).length;
    map.show(at, neighbors[at]);
    cards.show(at, neighbors[at]);
    numbers.show({
      "of the same person": `${same} of ${near.length}`,
      "nearest distance": rounded(distances[0]),
      "also nearest in the map": `${near.length - deceiving.length} of ${near.length}`,
    });
    summary.say(describe(data, neighbors[at], same));
    remember({ at, highlight });
  };
  const onmove = (/** @type {number} */ to) => {
    at = to;
    show();
  };
  walker(area, points, { at, onmove, name: (i) => photographName(data, i) });
  const onchange = (/** @type {string} */ whom) => {
    highlight = whom;
    map.highlight(data.names.indexOf(whom));
    remember({ at, highlight });
  };
  const list = choice({ label: "highlight", options: [EVERYBODY, ...data.names], value: highlight, onchange });
  onchange(highlight);
  show();
  const left = html("div", { class: "panel" }, area.node, personLegend(data.names));
  const whole = html("div", { "data-lm-suppress-shortcuts": "true" }); // JupyterLab leaves the arrow keys to it
  const rest = [numbers.node, summary.node, html("div", { class: "row" }, left, cards.node), note(data, neighbors)];
  whole.append(html("div", { class: "controls" }, list), ...rest);
  place({ model, el }, whole);
}

export default { render };
