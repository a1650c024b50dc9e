/** Two boxes over a face: their intersection, their union, and whether their IoU is enough for one face. */

import { compare } from "./boxes.js";
import { chart, legend } from "./chart.js";
import { button, html, memory, place, readouts, sentence, slider, svg } from "./shared.js";
import { NAMES, twoBoxes } from "./two_boxes.js";

/** @typedef {import("./shared.js").Context} Context */
/** @typedef {import("./boxes.js").Box} Box */
/** @typedef {import("./two_boxes.js").Limits} Limits */

/**
 * Draw the IoU for every place to which the second box could slide sideways.
 *
 * @param {Limits} limits
 */
function sideways(limits) {
  const area = chart({
    label: "IoU for every place sideways of the second box",
    x: [0, limits.width],
    y: [0, 1],
    xLabel: "left edge of the second box, pixels",
    yLabel: "IoU",
  });
  const curve = svg("path", { class: "line" });
  const enough = svg("line", { class: "line enough", x1: area.toX(0), x2: area.toX(limits.width) });
  const dot = svg("circle", { r: 6, class: "marker" });
  area.add(enough, curve, dot);
  const show = (/** @type {Box} */ first, /** @type {Box} */ second, /** @type {number} */ least) => {
    const width = second[2] - second[0];
    const points = Array.from({ length: limits.width - width + 1 }, (_, left) => {
      const there = compare(first, [left, second[1], left + width, second[3]]);
      return /** @type {[number, number]} */ ([left, there.iou]);
    });
    curve.setAttribute("d", area.path(points));
    dot.setAttribute("cx", String(area.toX(second[0])));
    dot.setAttribute("cy", String(area.toY(compare(first, second).iou)));
    for (const name of ["y1", "y2"]) enough.setAttribute(name, String(area.toY(least)));
  };
  return { node: area.node, show };
}

/** @param {Context} context */
function render({ model, el }) {
  const data = model.get("data");
  const limits = { width: data.size[0], height: data.size[1], smallest: data.smallest };
  const remember = memory(model);
  let { least = data.least } = model.get("state");
  /** @type {Box[]} */
  const boxes = structuredClone(model.get("state").boxes ?? data.boxes);
  const figures = readouts(["intersection", "union", "IoU"]);
  const summary = sentence();
  const curve = sideways(limits);
  const photo = twoBoxes({
    image: data.image,
    limits,
    boxes,
    onmove: (which, box) => {
      boxes[which] = box;
      show();
    },
  });
  const show = () => {
    const { intersection, union, iou } = compare(boxes[0], boxes[1]);
    photo.show();
    curve.show(boxes[0], boxes[1], least);
    figures.show({
      intersection: `${intersection.toLocaleString("en")} pixels`,
      union: `${union.toLocaleString("en")} pixels`,
      IoU: iou.toFixed(3),
    });
    const judged = iou >= least ? "at least" : "less than";
    const end = iou >= least ? "the two boxes count as one face" : "they do not count as one face";
    summary.say(`The IoU of ${iou.toFixed(3)} is ${judged} ${least.toFixed(2)}: ${end}.`);
    remember({ boxes, least });
  };
  const strictness = slider({
    label: "IoU that is enough",
    min: 0.05,
    max: 1,
    step: 0.05,
    value: least,
    format: (value) => value.toFixed(2),
    oninput: (value) => {
      least = value;
      show();
    },
  });
  const putBoth = (/** @type {Box[]} */ to) => {
    boxes.splice(0, 2, ...structuredClone(to));
    show();
  };
  show();
  place(
    { model, el },
    html("div", { class: "controls" }, strictness.node),
    html(
      "p",
      {},
      button("second box onto the first", () => putBoth([boxes[0], boxes[0]])),
      " ",
      button("as at the start", () => putBoth(data.boxes)),
    ),
    figures.node,
    summary.node,
    html(
      "div",
      { class: "row" },
      html(
        "div",
        { class: "panel" },
        photo.node,
        legend([
          ["box box-0", NAMES[0]],
          ["box box-1", NAMES[1]],
          ["shared-part", "intersection"],
        ]),
      ),
      html(
        "div",
        { class: "panel" },
        curve.node,
        legend([
          ["line", "if only the second box slides sideways"],
          ["line enough", "enough"],
        ]),
      ),
    ),
  );
}

export default { render };
