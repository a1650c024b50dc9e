/** A circle with two rows of W and an embedding, which are turned; and with the regions that are safely a person's. */

import { chart } from "./chart.js";
import { setNumbers, svg } from "./elements.js";
import { handle } from "./handle.js";
import { addDot } from "./marks.js";

/** @typedef {import("./chart.js").Chart} Chart */
/** @typedef {import("./chart.js").Point} Point */
/** @typedef {{ person: number, from: number, to: number }} Region */

const TURNS = { ArrowLeft: 1, ArrowUp: 1, ArrowRight: -1, ArrowDown: -1 }; // degrees, counterclockwise

/**
 * @param {number} degrees
 * @param {number} [length]
 * @returns {Point}
 */
function onCircle(degrees, length = 1) {
  const angle = (degrees * Math.PI) / 180;
  return [length * Math.cos(angle), length * Math.sin(angle)];
}

/**
 * Write an arc, counterclockwise, for the `d` of a path.
 *
 * @param {Chart} area
 * @param {number} from degrees
 * @param {number} to
 * @param {number} length of its radius
 */
function arc(area, from, to, length) {
  const radius = area.toX(length) - area.toX(0);
  const ends = [from, to].map((degrees) => {
    const [x, y] = onCircle(degrees, length);
    return `${area.toX(x).toFixed(1)} ${area.toY(y).toFixed(1)}`;
  });
  return `${ends[0]}A${radius} ${radius} 0 ${to - from > 180 ? 1 : 0} 0 ${ends[1]}`;
}

/**
 * Put something on the circle that is turned by mouse, finger or arrow keys.
 *
 * @param {Chart} area
 * @param {{ label: string, degrees: number, name: string, class: string, onturn: (degrees: number) => void }} options
 * @returns {{ node: SVGElement, turnTo: (degrees: number) => void }} `turnTo` does not call `onturn`
 */
export function turningHandle(area, { label, degrees, name, class: look, onturn }) {
  const mark = svg("g", {}, svg("circle", { r: 12 }), svg("text", { y: 4, class: "middle angular-name" }, name));
  const turn = (/** @type {number} */ to) => {
    turnTo(to);
    onturn(degrees);
  };
  const { node, moveTo } = handle(area, {
    label,
    at: onCircle(degrees),
    step: 0, // the arrow keys turn it, below
    class: look,
    mark,
    onmove: ([x, y]) => turn((Math.atan2(y, x) * 180) / Math.PI),
  });
  const turnTo = (/** @type {number} */ to) => {
    degrees = (to + 360) % 360;
    moveTo(onCircle(degrees));
    node.setAttribute("aria-valuenow", degrees.toFixed(1));
    node.setAttribute("aria-valuetext", `direction ${degrees.toFixed(1)} degrees`);
  };
  node.setAttribute("aria-roledescription", "point on a circle, to turn with the arrow keys");
  node.setAttribute("aria-valuemin", "0");
  node.setAttribute("aria-valuemax", "360");
  node.addEventListener("keydown", (event) => {
    const by = TURNS[/** @type {keyof typeof TURNS} */ (event.key)];
    if (by) turn(degrees + (event.shiftKey ? 10 * by : by));
  });
  turnTo(degrees);
  return { node, turnTo };
}

/** Draw the circle; its handles are added later. */
export function circleChart() {
  const area = chart({ label: "Circle", x: [-1.2, 1.2], y: [-1.2, 1.2], width: 300, height: 300, plain: true });
  const center = `${area.toX(0)} ${area.toY(0)}`;
  const wedges = [svg("path", { class: "fill-genuine" }), svg("path", { class: "fill-impostor" })];
  const spokes = [1, 2, 3].map(() => svg("path", { class: "angular-spoke" }));
  const own = svg("path", { class: "line" });
  const name = svg("text", { class: "middle" }, "θ₁");
  const radius = area.toX(1) - area.toX(0);
  const outline = svg("circle", { cx: area.toX(0), cy: area.toY(0), r: radius, class: "axis" });
  area.add(...wedges, outline, ...spokes, own, name);
  const ghost = addDot(area, { r: 9, look: "angular-ghost" });

  /**
   * @param {{ first: number, second: number, at: number, found: Region[], seen: number | null }} what directions in
   *   degrees, regions, and the angle to person 1's row as which the loss counts the embedding
   */
  const show = ({ first, second, at, found, seen }) => {
    wedges.forEach((wedge, i) => {
      const parts = found.filter(({ person }) => person === i + 1);
      wedge.setAttribute("d", parts.map(({ from, to }) => `M${center}L${arc(area, from, to, 1)}Z`).join(""));
    });
    [first, second, at].forEach((degrees, i) => {
      spokes[i].setAttribute("d", area.path([[0, 0], onCircle(degrees)]));
    });
    const turned = ((at - first + 540) % 360) - 180; // from the row to the embedding, −180 to 180
    own.setAttribute("d", `M${turned < 0 ? arc(area, at, at - turned, 0.35) : arc(area, first, first + turned, 0.35)}`);
    const [x, y] = onCircle(first + turned / 2, 0.5);
    setNumbers(name, { x: area.toX(x), y: area.toY(y) + 4 });
    ghost.moveTo(onCircle(first + Math.sign(turned || 1) * (seen ?? 0)));
    ghost.node.setAttribute("visibility", seen === null ? "hidden" : "visible");
  };
  return { area, show };
}
