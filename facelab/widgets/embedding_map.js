/** A map of embeddings: the face under the pointer, its neighbors in all the numbers, and where the map deceives. */

import { choice } from "./controls.js";
import { html } from "./elements.js";
import { faceCards, photographName } from "./embedding_cards.js";
import { drawing, personLegend, plane } from "./embedding_drawing.js";
import { allNeighbors } from "./embedding_points.js";
import { walker } from "./embedding_walker.js";
import { controls, panel, place, row } from "./layout.js";
import { memory, unpack } from "./model.js";
import { rounded } from "./number_text.js";
import { readouts, sentence } from "./readouts.js";

/** @typedef {import("./model.js").Context} Context */
/** @typedef {import("./chart.js").Point} Point */
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
  return `${who} The map deceives: ${seems}, and is only number ${farthest.place} of ${all.person.length - 1} by distance.`;
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

/**
 * Make what says who is near: faces, numbers and a sentence.
 *
 * @param {Photographs} all
 * @param {Neighbors[]} neighbors
 */
function findings(all, neighbors) {
  const cards = faceCards(all);
  const numbers = readouts(["of the same person", "nearest distance", "also nearest in the map"]);
  const summary = sentence();
  const show = (/** @type {number} */ at) => {
    const { near, distances, deceiving } = neighbors[at];
    const same = near.filter((i) => all.person[i] === all.person[at]).length;
    cards.show(at, neighbors[at]);
    numbers.show({
      "of the same person": `${same} of ${near.length}`,
      "nearest distance": rounded(distances[0]),
      "also nearest in the map": `${near.length - deceiving.length} of ${near.length}`,
    });
    summary.say(describe(all, neighbors[at], same));
  };
  return { cards: cards.node, texts: [numbers.node, summary.node], show };
}

/** @param {Context} context */
function render({ model, el }) {
  /** @type {Photographs & { points: any, first: number, variance: number, size: number }} */
  const data = model.get("data");
  const remember = memory(model);
  /** @type {{ at: number, highlight: string }} */
  const state = { at: data.first, highlight: EVERYBODY, ...model.get("state") };
  const { values } = unpack(data.points);
  const points = data.person.map((_, i) => /** @type {Point} */ ([values[2 * i], values[2 * i + 1]]));
  const neighbors = allNeighbors(data, points);
  const area = plane(points);
  const map = drawing(area, points, data.person);
  const found = findings(data, neighbors);

  const onmove = (/** @type {number} */ at) => {
    state.at = at;
    map.show(at, neighbors[at]);
    found.show(at);
    remember({ ...state });
  };
  const onchange = (/** @type {string} */ whom) => {
    state.highlight = whom;
    map.highlight(data.names.indexOf(whom));
    remember({ ...state });
  };
  walker(area, points, { at: state.at, onmove, name: (i) => photographName(data, i) });
  const list = choice({ label: "highlight", options: [EVERYBODY, ...data.names], value: state.highlight, onchange });
  onchange(state.highlight);
  onmove(state.at);
  const drawn = row(panel(area.node, personLegend(data.names)), found.cards);
  place({ model, el }, controls(list.node), ...found.texts, drawn, note(data, neighbors));
}

export default { render };
