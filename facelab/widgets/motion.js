/** Buttons that move something step by step. */

import { button } from "./controls.js";
import { html } from "./elements.js";

const PAUSE = 40; // milliseconds between two steps

/**
 * Make the buttons that move the points: once, or until they rest.
 *
 * @param {() => number} step returns how far it moved
 */
export function motion(step) {
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let running;
  const stop = () => {
    clearInterval(running);
    running = undefined;
    release.textContent = "let go";
  };
  const start = () => {
    if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) {
      for (let i = 0; i < 100 && step() > 0.001; i++);
      return;
    }
    release.textContent = "stop";
    running = setInterval(() => {
      if (!release.isConnected || step() <= 0.001) stop();
    }, PAUSE);
  };
  const once = button("one step", () => {
    stop();
    step();
  });
  const release = button("let go", () => (running === undefined ? start() : stop()));
  return { node: html("div", { class: "motion" }, once, release), stop };
}
