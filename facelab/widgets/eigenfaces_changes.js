/** What is done to a face before it is rebuilt: other light, and shifts. */

import { clamp } from "./clamp.js";
import { slider } from "./controls.js";
import { lightControls, SAME_LIGHT } from "./light.js";

/** @typedef {{ k: number, right: number, down: number } & import("./light.js").Light} Changes k: eigenfaces to use */

export const NO_CHANGES = { ...SAME_LIGHT, right: 0, down: 0 };

const FARTHEST_SHIFT = 6; // pixels

/**
 * Move a face; the space that opens repeats the outermost pixels.
 *
 * @param {import("./face_space.js").FaceSpace} space
 * @param {{ right: number, down: number }} by whole pixels
 * @returns {Uint8Array}
 */
export function shiftFace({ face, width, height }, { right, down }) {
  return face.map((_, i) => {
    const row = clamp(Math.floor(i / width) - down, 0, height - 1);
    return face[row * width + clamp((i % width) - right, 0, width - 1)];
  });
}

/**
 * Make the slider of a whole number.
 *
 * @param {Changes} state it is changed in place
 * @param {"k" | "right" | "down"} name
 * @param {{ label: string, min: number, max: number, format?: (value: number) => string }} options
 * @param {() => void} changed
 */
export function wholeSlider(state, name, options, changed) {
  const oninput = (/** @type {number} */ to) => {
    state[name] = to;
    changed();
  };
  return slider({ ...options, value: state[name], oninput });
}

/**
 * Make the sliders of what is done to the face.
 *
 * @param {Changes} state it is changed in place
 * @param {() => void} changed
 */
export function changeControls(state, changed) {
  const ends = { min: -FARTHEST_SHIFT, max: FARTHEST_SHIFT, format: (/** @type {number} */ by) => `${by} px` };
  const right = wholeSlider(state, "right", { label: "shift to the right", ...ends }, changed);
  const down = wholeSlider(state, "down", { label: "shift down", ...ends }, changed);
  const reset = () => {
    Object.assign(state, { right: 0, down: 0 });
    right.move(0);
    down.move(0);
  };
  return lightControls(state, changed, { more: [right.node, down.node], reset });
}
