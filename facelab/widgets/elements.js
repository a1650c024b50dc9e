/**
 * HTML and SVG elements.
 *
 * @typedef {Record<string, any>} Attributes
 * @typedef {Node | string} Child
 */

const SVG = "http://www.w3.org/2000/svg";

const FOCUSABLE = "button, input, select, [tabindex]";

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
  if (node.matches(FOCUSABLE)) node.setAttribute("data-lm-suppress-shortcuts", "true"); // JupyterLab leaves keys to it
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
 * Set attributes that are numbers, such as where a line ends.
 *
 * @param {Element} node
 * @param {Record<string, number>} values
 */
export function setNumbers(node, values) {
  for (const [name, value] of Object.entries(values)) node.setAttribute(name, String(value));
}
