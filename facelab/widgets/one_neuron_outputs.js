/** The outputs of a neuron for a few faces, beside the right answers: drawn, and as numbers. */

import { chart } from "./chart.js";
import { classMark } from "./class_marks.js";
import { html, setNumbers, svg } from "./elements.js";
import { addLevel } from "./marks.js";
import { hundredths } from "./number_text.js";

/**
 * Make the chart, and below it the numbers.
 *
 * @param {{ names: string[], labels: number[] }} data
 * @param {number[]} answers
 */
export function outputChart({ names, labels }, answers) {
  const n = labels.length;
  const axes = {
    x: /** @type {[number, number]} */ ([0.5, n + 0.5]),
    y: /** @type {[number, number]} */ ([-0.08, 1.08]),
  };
  const area = chart({ label: "Output for each face", ...axes, xLabel: "face", yLabel: "output" });
  addLevel(area, "line").moveTo(0.5);
  const errors = answers.map((answer, i) => {
    const x = area.toX(i + 1);
    return svg("line", { x1: x, x2: x, y1: area.toY(answer), class: "neuron-error" });
  });
  const marks = labels.map((k) => svg("g", { class: `class-point class-${k}` }, classMark(k)));
  area.add(...errors, ...marks);

  const texts = labels.map((_, i) => html("span", { "data-name": `output ${i + 1}` }));
  const lists = names.map((name, k) =>
    html("p", { class: "neuron-outputs" }, `${name}: `, ...texts.filter((_, i) => labels[i] === k)),
  );
  const show = (/** @type {number[]} */ outputs, /** @type {boolean[]} */ isRight) => {
    for (const [i, output] of outputs.entries()) {
      const y = area.toY(output);
      setNumbers(errors[i], { y2: y });
      marks[i].setAttribute("transform", `translate(${area.toX(i + 1)} ${y.toFixed(2)})`);
      marks[i].classList.toggle("wrong", !isRight[i]);
      texts[i].textContent = hundredths(output);
    }
  };
  return { nodes: [area.node, ...lists], show };
}
