/** A picture that is painted pixel by pixel. */

import { html } from "./elements.js";

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
