/** The spring in the plane of the embeddings, and its loss over the distance. */

import { arrow } from "./arrow.js";
import { chart } from "./chart.js";
import { cropped } from "./cropped.js";
import { setNumbers, svg } from "./elements.js";
import { embeddingPlane } from "./embedding_plane.js";
import { addCurve, addDot, addUpright } from "./marks.js";
import { contrastive } from "./springs_loss.js";

/** @typedef {import("./chart.js").Point} Point */
/** @typedef {import("./chart.js").Chart} Chart */
/** @typedef {import("./springs_loss.js").Pair} Pair */
/** @typedef {import("./springs_loss.js").Measured} Measured */

const LONGEST = 1.85; // distance: the diagonal of the plane, nearly
const HIGHEST = 1.75; // loss

/**
 * Draw a zigzag between two points, with ten teeth however long it is.
 *
 * @param {Chart} area
 * @param {Point} from
 * @param {Point} to
 */
function zigzag(area, from, to) {
  const [x, y] = [area.toX(from[0]), area.toY(from[1])];
  const [across, down] = [area.toX(to[0]) - x, area.toY(to[1]) - y];
  const length = Math.hypot(across, down);
  if (length === 0) return "";
  const points = Array.from({ length: 21 }, (_, i) => {
    const side = i === 0 || i === 20 ? 0 : (i % 2 ? 6 : -6) / length;
    return `${(x + (i / 20) * across - side * down).toFixed(1)} ${(y + (i / 20) * down + side * across).toFixed(1)}`;
  });
  return `M${points.join("L")}`;
}

/** Make the plane with the spring, the forces, and a circle as wide as the margin: impostor pairs leave it. */
export function springPlane() {
  const area = embeddingPlane("Two embeddings in the plane", [-0.75, 0.75], [-0.5, 0.5]);
  const ring = svg("circle", { class: "margin-line" });
  const spring = svg("path");
  const [atLeft, atRight] = [arrow(area, { aside: -15 }), arrow(area, { aside: 15 })];
  area.add(cropped(area, ring), spring, atLeft.node, atRight.node);
  const show = (/** @type {Pair} */ pair, /** @type {Point} */ [x, y]) => {
    const { left, right, genuine, margin } = pair;
    const [cx, cy] = [area.toX((left[0] + right[0]) / 2), area.toY((left[1] + right[1]) / 2)];
    setNumbers(ring, { cx, cy, r: area.toX(margin / 2) - area.toX(0) });
    ring.setAttribute("visibility", genuine ? "hidden" : "visible");
    spring.setAttribute("d", zigzag(area, left, right));
    spring.setAttribute("class", genuine ? "spring" : "spring impostor");
    atLeft.show(left, [0.3 * x, 0.3 * y]);
    atRight.show(right, [-0.3 * x, -0.3 * y]);
  };
  return { area, show };
}

/** Make the chart of both losses over the distance. */
export function lossChart() {
  const area = chart({
    label: "Loss over the distance",
    x: [0, LONGEST],
    y: [0, HIGHEST],
    xLabel: "distance of the two embeddings",
    yLabel: "loss",
    height: 223,
  });
  const distances = Array.from({ length: 111 }, (_, i) => (i / 110) * LONGEST);
  const losses = (/** @type {boolean} */ genuine, /** @type {number} */ margin) =>
    distances.map((distance) => /** @type {Point} */ ([distance, contrastive(genuine, distance, margin).loss]));
  const limit = addUpright(area, "margin-line");
  const [theirs, ours] = [addCurve(area), addCurve(area)];
  const dot = addDot(area);
  ours.draw(losses(true, 0));
  const show = (/** @type {Pair} */ { genuine, margin }, /** @type {Measured} */ { distance, loss }) => {
    ours.node.setAttribute("class", `loss-genuine ${genuine ? "chosen" : ""}`);
    theirs.node.setAttribute("class", `loss-impostor ${genuine ? "" : "chosen"}`);
    theirs.draw(losses(false, margin));
    limit.moveTo(margin);
    dot.moveTo([distance, loss]);
  };
  return { node: area.node, show };
}
