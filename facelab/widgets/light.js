/** Other light on a face, as facelab.augmentation makes it, and the controls for it. */

import { button, slider } from "./controls.js";
import { html } from "./elements.js";

/** @typedef {{ brightness: number, contrast: number, side: number }} Light */

export const SAME_LIGHT = { brightness: 0, contrast: 1, side: 0 };

const signed = (/** @type {number} */ value) => (value > 0 ? `+${value}` : String(value).replace("-", "−"));

/**
 * Light from the side, then add gray levels, then multiply the differences from the mean.
 *
 * Each step ends in whole gray values from 0 to 255, as facelab's do: an array of this type rounds halves to the even
 * number, as NumPy does, and cuts off.
 *
 * @param {ArrayLike<number>} pixels
 * @param {number} width
 * @param {Light} light
 * @returns {Uint8ClampedArray}
 */
export function changeLight(pixels, width, { brightness, contrast, side }) {
  const lit = Uint8ClampedArray.from(pixels);
  for (let i = 0; i < lit.length; i++) lit[i] *= sideGain(i % width, width, side);
  for (let i = 0; i < lit.length; i++) lit[i] += brightness;
  const mean = lit.reduce((sum, value) => sum + value, 0) / lit.length;
  for (let i = 0; i < lit.length; i++) lit[i] = (lit[i] - mean) * contrast + mean;
  return lit;
}

/**
 * @param {number} column
 * @param {number} width
 * @param {number} side
 */
function sideGain(column, width, side) {
  return column === width - 1 ? 1 + side : column * ((1 + side - (1 - side)) / (width - 1)) + 1 - side;
}

/**
 * Make the sliders of the light, and a button that takes it back.
 *
 * @param {Light} light it is changed in place
 * @param {() => void} changed
 * @param {{ more?: HTMLElement[], reset?: () => void }} [others] sliders beside them; reset: what else to take back
 * @returns {HTMLElement}
 */
export function lightControls(light, changed, { more = [], reset = () => {} } = {}) {
  const sliders = /** @type {(keyof Light)[]} */ (Object.keys(SLIDERS)).map((name) => {
    const oninput = (/** @type {number} */ value) => {
      light[name] = value;
      changed();
    };
    return { name, ...slider({ ...SLIDERS[name], value: light[name], oninput }) };
  });
  const back = button("as photographed", () => {
    Object.assign(light, SAME_LIGHT);
    for (const { name, move } of sliders) move(light[name]);
    reset();
    changed();
  });
  return html("div", { class: "changes" }, ...sliders.map(({ node }) => node), ...more, html("div", {}, back));
}

const SLIDERS = {
  brightness: { label: "brightness", min: -100, max: 100, step: 5, format: signed },
  contrast: {
    label: "contrast",
    min: 0.4,
    max: 2,
    step: 0.1,
    format: (/** @type {number} */ factor) => `× ${factor.toFixed(1)}`,
  },
  side: {
    label: "light from the right",
    min: -0.8,
    max: 0.8,
    step: 0.1,
    format: (/** @type {number} */ strength) => signed(Number(strength.toFixed(1))),
  },
};
