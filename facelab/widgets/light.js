/** Other light on a face, as facelab.augmentation makes it, and the sliders for it. */

import { slider } from "./shared.js";

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
 * Make the sliders of the light.
 *
 * @param {Light} light it is changed in place
 * @param {() => void} changed
 * @returns {{ nodes: HTMLElement[], reset: () => void }} `reset` does not call `changed`
 */
export function lightSliders(light, changed) {
  const make = (
    /** @type {keyof Light} */ name,
    /** @type {string} */ label,
    /** @type {[number, number, number]} */ [min, max, step],
    /** @type {(value: number) => string} */ format,
  ) => {
    const oninput = (/** @type {number} */ value) => {
      light[name] = value;
      changed();
    };
    return slider({ label, min, max, step, value: light[name], format, oninput });
  };
  const sliders = {
    brightness: make("brightness", "brightness", [-100, 100, 5], signed),
    contrast: make("contrast", "contrast", [0.4, 2, 0.1], (factor) => `× ${factor.toFixed(1)}`),
    side: make("side", "light from the right", [-0.8, 0.8, 0.1], (strength) => signed(Number(strength.toFixed(1)))),
  };
  const reset = () => {
    Object.assign(light, SAME_LIGHT);
    for (const name of /** @type {(keyof Light)[]} */ (Object.keys(sliders))) sliders[name].move(light[name]);
  };
  return { nodes: Object.values(sliders).map(({ node }) => node), reset };
}
