/** A chart that is pointed at. */

/** @typedef {import("./chart.js").Point} Point */

/**
 * Follow mouse or finger from where it is pressed until it is let go. A "click" would come only where both are done to
 * one element that stays in its place, and in JupyterLab cells move.
 *
 * @param {import("./chart.js").Chart} area
 * @param {(at: Point) => void} onpoint
 */
export function whilePressed({ node, fromPointer }, onpoint) {
  node.addEventListener("pointerdown", (event) => {
    node.setPointerCapture(event.pointerId);
    event.preventDefault();
    onpoint(fromPointer(event));
  });
  node.addEventListener("pointermove", (event) => {
    if (node.hasPointerCapture(event.pointerId)) onpoint(fromPointer(event));
  });
}
