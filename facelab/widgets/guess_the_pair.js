/** Twelve pairs of faces: first you judge each, then a threshold on the distance of the pixels does. */

import { distanceLine } from "./distance_line.js";
import { rounded } from "./rounded.js";
import { button, html, memory, place, readouts, sentence } from "./shared.js";

/** @typedef {import("./shared.js").Context} Context */
/** @typedef {import("./distance_line.js").JudgedPair} JudgedPair */

const people = (/** @type {boolean} */ same) => (same ? "one person" : "two people");
const sign = (/** @type {boolean} */ right) => (right ? "✓" : "✗");

/**
 * Show two photographs side by side. Their texts say nothing about who is on them.
 *
 * @param {JudgedPair} pair
 */
function photographs({ images }) {
  return images.map((src, side) => html("img", { src, alt: side ? "right photograph" : "left photograph" }));
}

/**
 * Show all pairs in small, with what is true and who judged it rightly.
 *
 * @param {JudgedPair[]} pairs
 * @param {boolean[]} yours
 * @param {boolean[]} theirs
 */
function allPairs(pairs, yours, theirs) {
  const one = (/** @type {JudgedPair} */ pair, /** @type {number} */ i) => {
    const score = `you ${sign(yours[i])} pixels ${sign(theirs[i])}`;
    return html("figure", {}, ...photographs(pair), html("figcaption", {}, people(pair.same), html("b", {}, score)));
  };
  return pairs.map(one);
}

/**
 * Say what is true of a pair, and what the pixels said.
 *
 * @param {JudgedPair} pair
 * @param {number} threshold
 * @param {boolean} yours whether you were right
 */
function outcome({ same, distance }, threshold, yours) {
  const accepted = distance <= threshold;
  const where = `${rounded(distance)} is ${accepted ? "not above" : "above"} the threshold ${rounded(threshold)}`;
  const you = `${sign(yours)} You are ${yours ? "right" : "wrong"}: ${people(same)}.`;
  return `${you} ${sign(accepted === same)} The pixels said ${people(accepted)}: their distance ${where}.`;
}

/** @param {Context} context */
function render({ model, el }) {
  /** @type {{ pairs: JudgedPair[], threshold: number }} */
  const { pairs, threshold } = model.get("data");
  const remember = memory(model);
  /** @type {{ answers?: boolean[], at?: number }} */
  let { answers = [], at = 0 } = model.get("state");
  const score = readouts(["pair", "you", "pixels"]);
  const line = distanceLine(pairs, threshold);
  const summary = sentence();
  const stage = html("div", { class: "pair-stage", tabindex: -1 });
  const strip = html("div", { class: "all-pairs" });

  const show = () => {
    const yours = answers.map((answer, i) => answer === pairs[i].same);
    const theirs = answers.map((_, i) => pairs[i].distance <= threshold === pairs[i].same);
    const [you, pixels] = [yours, theirs].map((rights) => rights.filter(Boolean).length);
    const over = at === pairs.length;
    const judged = answers.length > at;
    for (const choose of [one, two]) choose.hidden = over || judged;
    next.hidden = !judged;
    next.textContent = at === pairs.length - 1 ? "all pairs" : "next pair";
    again.hidden = !over;
    stage.replaceChildren(...(over ? [] : photographs(pairs[at])));
    strip.replaceChildren(...(over ? allPairs(pairs, yours, theirs) : []));
    const of = `of ${answers.length}`;
    score.show({
      pair: `${Math.min(at + 1, pairs.length)} of ${pairs.length}`,
      you: `${you} ${of}`,
      pixels: `${pixels} ${of}`,
    });
    line.show(pairs.slice(0, answers.length));
    const total = `You judged ${you} ${of} pairs rightly, the pixels ${pixels}.`;
    if (over) summary.say(`${total} Twelve are few: others may give another score.`);
    else if (judged) summary.say(outcome(pairs[at], threshold, yours[at]));
    else summary.say("One person, or two people? The keys 1 and 2 answer, too.");
    remember({ answers, at });
  };
  const go = (/** @type {boolean[]} */ given, /** @type {number} */ to) => {
    [answers, at] = [given, to];
    show();
    const shown = [next, again].find((choose) => !choose.hidden); // what had the focus is hidden now
    (shown ?? stage).focus({ preventScroll: true });
  };
  const answer = (/** @type {boolean} */ same) => go([...answers, same], at);
  const one = button("one person", () => answer(true));
  const two = button("two people", () => answer(false));
  const next = button("next pair", () => go(answers, at + 1));
  const again = button("start again", () => go([], 0));
  const keydown = (/** @type {KeyboardEvent} */ event) => {
    if (one.hidden || (event.key !== "1" && event.key !== "2")) return;
    event.preventDefault();
    event.stopPropagation();
    answer(event.key === "1");
  };
  show();
  const buttons = html("div", { class: "pair-answers" }, one, two, next, again);
  // JupyterLab has shortcuts on the keys 1 and 2, and leaves them to what has this attribute.
  const whole = html("div", { keydown, "data-lm-suppress-shortcuts": "true" });
  const left = html("div", { class: "pair-judge" }, stage, buttons, summary.node);
  whole.append(score.node, strip, html("div", { class: "row" }, left, line.node));
  place({ model, el }, whole);
}

export default { render };
