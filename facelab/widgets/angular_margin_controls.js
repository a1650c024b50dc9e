/** The controls of the losses with a margin. */

import { ANGULAR_LOSSES } from "./angular_margin_losses.js";
import { choice, slider } from "./controls.js";
import { html } from "./elements.js";
import { controls } from "./layout.js";

/** @typedef {{ loss: string, margins: Record<string, number>, scale: number }} LossState the loss that is chosen, and
 *   the margin of each */

/**
 * Make the slider of a loss's margin.
 *
 * @param {LossState} state
 * @param {(by: Partial<LossState>) => void} change
 */
function marginSlider({ loss, margins }, change) {
  const { from, to, step } = ANGULAR_LOSSES[loss];
  if (from === to) return "This loss has no margin.";
  const format = (/** @type {number} */ margin) => String(Number(margin.toFixed(2)));
  const oninput = (/** @type {number} */ margin) => change({ margins: { ...margins, [loss]: margin } });
  return slider({ label: "margin m", min: from, max: to, step, value: margins[loss], format, oninput }).node;
}

/**
 * Make the controls; the margin's slider is another one for each loss.
 *
 * @param {string[]} names of the losses
 * @param {number} largest scale
 * @param {LossState} state
 * @param {(by: Partial<LossState>) => void} change
 */
export function lossControls(names, largest, state, change) {
  const margin = html("div", {}, marginSlider(state, change));
  const loss = choice({
    label: "loss",
    options: names,
    value: state.loss,
    onchange: (to) => {
      change({ loss: to });
      margin.replaceChildren(marginSlider(state, change));
    },
  });
  const scale = slider({
    label: "scale s, or length of x",
    min: 1,
    max: largest,
    value: state.scale,
    oninput: (to) => change({ scale: to }),
  });
  return controls(loss.node, margin, scale.node);
}
