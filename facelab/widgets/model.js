/**
 * What a figure gets from Python, and what it gives back.
 *
 * A figure is a module with `render({ model, el })`. The model is a kernel's in a notebook, and in a page without a
 * kernel the one of static.js.
 *
 * @typedef {object} Model
 * @property {(name: string) => any} get
 * @property {(name: string, value: any) => void} set
 * @property {() => void} save_changes
 * @property {(event: string, callback: (...args: any[]) => void) => void} on
 * @property {(event: string, callback?: (...args: any[]) => void) => void} off
 * @property {(content: any, callbacks?: any, buffers?: ArrayBuffer[]) => void} send
 * @property {boolean} [isStatic] there is no kernel that could answer
 *
 * @typedef {{ model: Model, el: HTMLElement }} Context
 * @typedef {{ dtype: string, shape: number[], base64: string }} Packed
 */

const ARRAYS = { uint8: Uint8Array, int8: Int8Array, int32: Int32Array, float32: Float32Array };

/**
 * Turn an array that Python packed into a typed one.
 *
 * @param {Packed} packed
 * @returns {{ values: Uint8Array | Int8Array | Int32Array | Float32Array, shape: number[] }}
 */
export function unpack({ dtype, shape, base64 }) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return { values: new ARRAYS[/** @type {keyof typeof ARRAYS} */ (dtype)](bytes.buffer), shape };
}

/**
 * Turn a photograph that Python packed into its gray values.
 *
 * @param {Packed} packed
 */
export function unpackPhotograph(packed) {
  const { values, shape } = unpack(packed);
  return { pixels: /** @type {Uint8Array} */ (values), height: shape[0], width: shape[1] };
}

/**
 * Remember where the controls stand, for Python and for another view; not at every step of a drag.
 *
 * @param {Model} model
 * @returns {(state: Record<string, any>) => void}
 */
export function memory(model) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  return (state) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      model.set("state", { ...model.get("state"), ...state });
      model.save_changes();
    }, 150);
  };
}
