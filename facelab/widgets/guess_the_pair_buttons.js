/** The buttons that answer, and go on. */

import { button } from "./controls.js";
import { html } from "./elements.js";

/**
 * Make the buttons; `show` shows those that mean something now, and `focus` gives one of them the focus, or the stage.
 * The keys 1 and 2 answer, too, where `keydown` listens.
 *
 * @param {HTMLElement} stage
 * @param {{ answer: (same: boolean) => void, next: () => void, again: () => void }} listeners
 */
export function answerButtons(stage, listeners) {
  const one = button("one person", () => listeners.answer(true));
  const two = button("two people", () => listeners.answer(false));
  const [next, again] = [button("next pair", listeners.next), button("start again", listeners.again)];
  const show = (/** @type {boolean} */ judged, /** @type {boolean} */ last, /** @type {boolean} */ over) => {
    for (const choose of [one, two]) choose.hidden = over || judged;
    next.hidden = !judged;
    next.textContent = last ? "all pairs" : "next pair";
    again.hidden = !over;
  };
  const focus = () => {
    const shown = [next, again].find((choose) => !choose.hidden); // what had the focus is hidden now
    (shown ?? stage).focus({ preventScroll: true });
  };
  const keydown = (/** @type {KeyboardEvent} */ event) => {
    if (one.hidden || (event.key !== "1" && event.key !== "2")) return;
    event.preventDefault();
    event.stopPropagation();
    listeners.answer(event.key === "1");
  };
  return { node: html("div", { class: "pair-answers" }, one, two, next, again), show, focus, keydown };
}
