/** A face that is turned, scaled, shifted and made wider over the template, and what alignment undoes of it. */

import { bestSimilarity, mapPoint, meanPoint, rootMeanSquare, then } from "./affine.js";
import { legend } from "./chart.js";
import { curves } from "./distance_curves.js";
import { framed } from "./framed_face.js";
import { button, html, memory, place, readouts, sentence, slider } from "./shared.js";

/** @typedef {import("./shared.js").Context} Context */
/** @typedef {import("./shared.js").Point} Point */
/** @typedef {import("./affine.js").Affine} Affine */
/** @typedef {Record<string, number>} Values of turn, scale, right, down and width */
/** @typedef {import("./distance_curves.js").Move} Move */

const tenths = (/** @type {number} */ value) => (Math.round(10 * value) / 10 || 0).toFixed(1); // never -0.0

/**
 * Say how the face moves in the chip.
 *
 * @param {Values} values
 * @param {Point} middle that it turns about
 * @returns {Affine}
 */
function movement({ turn, scale, right, down, width }, [x, y]) {
  const [cosine, sine] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
  const about = /** @type {Affine} */ ([scale * width, 0, 0, scale, -scale * width * x, -scale * y]);
  return then(about, [cosine, sine, -sine, cosine, x + right, y + down]);
}

/** @param {Context} context */
function render({ model, el }) {
  const data = model.get("data");
  const moves = /** @type {Record<string, Move>} */ (data.moves);
  const { points, template } = /** @type {{ points: Point[], template: Point[] }} */ (data);
  const all = (/** @type {"start" | "neutral"} */ which) =>
    Object.fromEntries(Object.entries(moves).map(([name, move]) => [name, move[which]]));
  const remember = memory(model);
  let { values = all("start"), last = "turn" } = model.get("state");
  const upright = bestSimilarity(points, template).map;
  const [middle, own] = [
    meanPoint(template),
    rootMeanSquare(
      points.map((each) => mapPoint(upright, each)),
      template,
    ),
  ];
  const [before, after] = ["as it stands", "aligned"].map((title) => framed({ title, data }));
  const figures = readouts(["before alignment", "after alignment", "alignment turns by", "alignment scales by"]);
  const summary = sentence();
  const curve = curves(data);

  const show = () => {
    const crooked = then(upright, movement(values, middle));
    const there = points.map((point) => mapPoint(crooked, point));
    const { map, scale, degrees } = bestSimilarity(there, template);
    const aligned = then(crooked, map);
    const [far, near] = [there, points.map((point) => mapPoint(aligned, point))].map((each) =>
      rootMeanSquare(each, template),
    );
    before.show(crooked);
    after.show(aligned);
    curve.show(last, values[last]);
    figures.show({
      "before alignment": `${far.toFixed(2)} pixels`,
      "after alignment": `${near.toFixed(2)} pixels`,
      "alignment turns by": `${tenths(degrees)}°`,
      "alignment scales by": scale.toFixed(3),
    });
    const rest =
      values.width === moves.width.neutral
        ? "are left wherever the face lies, for its own shape is not the template's."
        : `are left, not ${own.toFixed(1)}: a similarity keeps proportions, and cannot undo the change of width.`;
    summary.say(
      `The landmarks lie ${far.toFixed(1)} pixels from the template (root mean square). After the best similarity ` +
        `transform, ${near.toFixed(1)} pixels ${rest}`,
    );
    remember({ values, last });
  };
  const sliders = Object.entries(moves).map(([name, { label, low, high }]) => {
    const whole = high - low > 10;
    const format = (/** @type {number} */ value) => value.toFixed(whole ? 0 : 2);
    const oninput = (/** @type {number} */ value) => {
      values = { ...values, [name]: value };
      last = name;
      show();
    };
    const ends = { min: low, max: high, step: whole ? 1 : 0.01 };
    return { name, ...slider({ label, ...ends, value: values[name], format, oninput }) };
  });
  const upRight = button("upright", () => {
    values = all("neutral");
    for (const { name, move } of sliders) move(values[name]);
    show();
  });
  show();
  place(
    { model, el },
    html("div", { class: "controls" }, ...sliders.map(({ node }) => node)),
    html("p", {}, upRight),
    figures.node,
    summary.node,
    html(
      "div",
      { class: "row" },
      html(
        "div",
        { class: "both" },
        html("div", { class: "row" }, before.node, after.node),
        legend([
          ["landmark", "landmarks of the face"],
          ["aim", "template"],
        ]),
      ),
      curve.node,
    ),
  );
}

export default { render };
