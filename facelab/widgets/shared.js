/**
 * What the figures share: elements, controls with labels, charts, images.
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
 * @typedef {Record<string, any>} Attributes
 * @typedef {Node | string} Child
 * @typedef {[number, number]} Point
 */

const SVG = "http://www.w3.org/2000/svg";

const ARRAYS = { uint8: Uint8Array, int8: Int8Array, int32: Int32Array, float32: Float32Array };

/**
 * @template {Element} T
 * @param {T} node
 * @param {Attributes} attributes functions become listeners, true an empty attribute, false and undefined none
 * @param {Child[]} children
 * @returns {T}
 */
function dress(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children);
  return node;
}

/**
 * Make an HTML element.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Attributes} [attributes]
 * @param {Child[]} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function html(tag, attributes = {}, ...children) {
  return dress(document.createElement(tag), attributes, children);
}

/**
 * Make an SVG element.
 *
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} tag
 * @param {Attributes} [attributes]
 * @param {Child[]} children
 * @returns {SVGElementTagNameMap[K]}
 */
export function svg(tag, attributes = {}, ...children) {
  return dress(/** @type {SVGElementTagNameMap[K]} */ (document.createElementNS(SVG, tag)), attributes, children);
}

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
 * Put a figure into its place: a titled region, with what draws and what is moved.
 *
 * @param {Context} context
 * @param {Child[]} children
 */
export function place({ model, el }, ...children) {
  el.replaceChildren(html("section", { class: "facelab", "aria-label": model.get("title") }, ...children));
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

/**
 * Make a slider with its label and its value.
 *
 * @param {{ label: string, min: number, max: number, step?: number, value: number,
 *   format?: (value: number) => string, oninput: (value: number) => void }} options
 * @returns {{ node: HTMLElement, move: (value: number) => void }} `move` sets it without calling `oninput`
 */
export function slider({ label, min, max, step = 1, value, format = String, oninput }) {
  const shown = html("output");
  const input = html("input", { type: "range", min, max, step, "aria-label": label, input: () => change() });
  const move = (/** @type {number} */ to) => {
    input.value = String(to);
    shown.value = format(Number(input.value));
    input.setAttribute("aria-valuetext", shown.value);
  };
  const change = () => {
    move(Number(input.value));
    oninput(Number(input.value));
  };
  move(value);
  return { node: html("label", { class: "control" }, html("span", {}, label), input, shown), move };
}

/**
 * Make a list to choose from.
 *
 * @param {{ label: string, options: string[], value: string, onchange: (value: string) => void }} options
 * @returns {HTMLElement}
 */
export function choice({ label, options, value, onchange }) {
  const list = html("select", { "aria-label": label, change: () => onchange(list.value) });
  list.append(...options.map((name) => html("option", { selected: name === value }, name)));
  return html("label", { class: "control" }, html("span", {}, label), list);
}

/**
 * Make a button.
 *
 * @param {string} label
 * @param {() => void} onclick
 * @returns {HTMLButtonElement}
 */
export function button(label, onclick) {
  return html("button", { type: "button", click: onclick }, label);
}

/**
 * Make a small table of figures that change.
 *
 * @param {string[]} names
 * @returns {{ node: HTMLElement, show: (values: Record<string, string>) => void }}
 */
export function readouts(names) {
  const cells = new Map(names.map((name) => [name, html("dd", { "data-name": name })]));
  const rows = names.map((name) => html("div", {}, html("dt", {}, name), /** @type {HTMLElement} */ (cells.get(name))));
  const show = (/** @type {Record<string, string>} */ values) => {
    for (const [name, text] of Object.entries(values)) {
      const cell = cells.get(name);
      if (cell) cell.textContent = text;
    }
  };
  return { node: html("dl", { class: "readouts" }, ...rows), show };
}

/**
 * Make a sentence that is read aloud when it changes.
 *
 * @returns {{ node: HTMLElement, say: (text: string) => void }}
 */
export function sentence() {
  const node = html("p", { role: "status" });
  return {
    node,
    say: (text) => {
      if (node.textContent !== text) node.textContent = text;
    },
  };
}

/**
 * Make a picture of gray pixels.
 *
 * @param {{ width: number, height: number, label: string, scale?: number }} options scale: screen pixels for one
 * @returns {{ node: HTMLCanvasElement, paint: (pixels: ArrayLike<number>) => void }} brightness 0 to 255
 */
export function picture({ width, height, label, scale = 2 }) {
  const node = html("canvas", { width, height, role: "img", "aria-label": label, style: `width: ${width * scale}px` });
  const context = /** @type {CanvasRenderingContext2D} */ (node.getContext("2d"));
  const image = context.createImageData(width, height);
  image.data.fill(255);
  const paint = (/** @type {ArrayLike<number>} */ pixels) => {
    for (let i = 0; i < width * height; i++) image.data.fill(pixels[i], 4 * i, 4 * i + 3); // clamped to 0 … 255
    context.putImageData(image, 0, 0);
  };
  return { node, paint };
}

/**
 * Choose about five round numbers between two.
 *
 * @param {number} low
 * @param {number} high
 * @returns {number[]}
 */
export function ticks(low, high) {
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  return Array.from({ length: Math.floor(high / step + 1e-9) - first + 1 }, (_, i) => (first + i) * step);
}
