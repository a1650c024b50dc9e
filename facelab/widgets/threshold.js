/** A threshold over genuine and impostor distances: both errors, a point on the ROC, and the pairs judged wrongly. */

import { chart, legend } from "./chart.js";
import { html, memory, place, readouts, sentence, slider, svg, unpack } from "./shared.js";

/** @typedef {import("./shared.js").Context} Context */
/** @typedef {{ distance: number, same: boolean, images: string[] }} FacePair */

const N_FACES = 3; // pairs of each kind

const percent = (/** @type {number} */ share) => `${(100 * share).toFixed(1)} %`;

/**
 * Compute the rates at a threshold.
 *
 * @param {number} val share of genuine pairs accepted
 * @param {number} far share of impostor pairs accepted
 * @param {number} share of genuine pairs among all
 */
function rates(val, far, share) {
  const precision = (share * val) / (share * val + (1 - share) * far);
  const accuracy = share * val + (1 - share) * (1 - far);
  const f1 = val === 0 ? 0 : (2 * precision * val) / (precision + val);
  return { precision, accuracy, f1 };
}

/**
 * Draw both histograms, each with area 1.
 *
 * @param {ArrayLike<number>} limits
 * @param {ArrayLike<number>} genuine accepted up to each limit
 * @param {ArrayLike<number>} impostor
 */
function histogram(limits, genuine, impostor) {
  const perBin = 4;
  const last = limits.length - 1;
  const heights = (/** @type {ArrayLike<number>} */ accepted) =>
    Array.from(
      { length: last / perBin },
      (_, bin) => (accepted[(bin + 1) * perBin] - accepted[bin * perBin]) / accepted[last],
    );
  const [ours, theirs] = [heights(genuine), heights(impostor)];
  const area = chart({
    label: "Histograms of the distances",
    x: [0, limits[last]],
    y: [0, 1.05 * Math.max(...ours, ...theirs)],
    xLabel: "distance",
    yLabel: "share of the pairs",
  });
  for (const [shares, look] of /** @type {[number[], string][]} */ ([
    [theirs, "fill-impostor"],
    [ours, "fill-genuine"],
  ])) {
    const steps = shares.map((share, bin) => `V${area.toY(share)}H${area.toX(limits[(bin + 1) * perBin])}`);
    area.add(svg("path", { d: `M${area.toX(0)} ${area.toY(0)}${steps.join("")}V${area.toY(0)}`, class: look }));
  }
  return area;
}

/**
 * Show the pairs nearest to the threshold on its wrong side.
 *
 * @param {FacePair[]} pairs
 */
function wrongPairs(pairs) {
  const rows = { true: html("div", { class: "faces" }), false: html("div", { class: "faces" }) };
  const node = html(
    "div",
    { class: "row" },
    html("figure", {}, html("figcaption", {}, "one person, refused"), rows.true),
    html("figure", {}, html("figcaption", {}, "two people, accepted"), rows.false),
  );
  const show = (/** @type {number} */ threshold) => {
    for (const same of [true, false]) {
      const wrong = pairs.filter((pair) => pair.same === same && pair.distance <= threshold !== same);
      const nearest = wrong
        .sort((a, b) => Math.abs(a.distance - threshold) - Math.abs(b.distance - threshold))
        .slice(0, N_FACES);
      rows[/** @type {"true" | "false"} */ (String(same))].replaceChildren(...nearest.map(facePair));
    }
  };
  return { node, show };
}

/**
 * @param {FacePair} pair
 * @returns {HTMLElement}
 */
function facePair({ distance, same, images }) {
  const alt = same ? "a photograph of the same person" : "a photograph of one of two people";
  return html(
    "figure",
    {},
    ...images.map((src) => html("img", { src, alt })),
    html("figcaption", {}, distance.toFixed(2)),
  );
}

/** @param {Context} context */
function render({ model, el }) {
  const data = model.get("data");
  const [limits, genuine, impostor] = [data.thresholds, data.genuine, data.impostor].map(
    (packed) => unpack(packed).values,
  );
  const last = limits.length - 1;
  const whole = { genuine: genuine[last], impostor: impostor[last] };
  const remember = memory(model);
  let { step = data.first, share = whole.genuine / (whole.genuine + whole.impostor) } = model.get("state");

  const density = histogram(limits, genuine, impostor);
  const line = svg("line", { y1: density.toY(density.y[1]), y2: density.toY(0), class: "marker" });
  density.add(line);
  const roc = chart({ label: "ROC", x: [0, 1], y: [0, 1], xLabel: "FAR", yLabel: "VAL" });
  const points = Array.from(
    limits,
    (_, i) => /** @type {[number, number]} */ ([impostor[i] / whole.impostor, genuine[i] / whole.genuine]),
  );
  const dot = svg("circle", { r: 6, class: "marker" });
  roc.add(svg("path", { d: roc.path(points), class: "line" }), dot);
  const figures = readouts(["FAR", "FRR", "VAL", "precision", "F1", "accuracy"]);
  const faces = wrongPairs(data.faces);
  const summary = sentence();

  const show = () => {
    const [far, val] = points[step];
    const { precision, accuracy, f1 } = rates(val, far, share);
    line.setAttribute("x1", String(density.toX(limits[step])));
    line.setAttribute("x2", String(density.toX(limits[step])));
    dot.setAttribute("cx", String(roc.toX(far)));
    dot.setAttribute("cy", String(roc.toY(val)));
    figures.show({
      FAR: percent(far),
      FRR: percent(1 - val),
      VAL: percent(val),
      precision: percent(precision),
      F1: percent(f1),
      accuracy: percent(accuracy),
    });
    faces.show(limits[step]);
    const wrong = Math.round(10000 * (1 - accuracy));
    summary.say(`Of 10,000 such pairs, ${wrong.toLocaleString("en")} would be judged wrongly.`);
    remember({ step, share, threshold: limits[step] });
  };
  const move = slider({
    label: "threshold",
    min: 0,
    max: last,
    value: step,
    format: (at) => limits[at].toFixed(3),
    oninput: (at) => {
      step = at;
      show();
    },
  });
  const mix = slider({
    label: "share of genuine pairs",
    min: 0.001,
    max: 0.999,
    step: 0.001,
    value: share,
    format: percent,
    oninput: (to) => {
      share = to;
      show();
    },
  });
  show();
  place(
    { model, el },
    html("div", { class: "controls" }, move.node, mix.node),
    figures.node,
    summary.node,
    html(
      "div",
      { class: "row" },
      html(
        "div",
        { class: "panel" },
        density.node,
        legend([
          ["fill-genuine", "one person"],
          ["fill-impostor", "two people"],
        ]),
      ),
      html("div", { class: "panel" }, roc.node),
    ),
    faces.node,
  );
}

export default { render };
