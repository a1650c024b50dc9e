/** Twelve pairs of faces: first you judge each, then a threshold on the distance of the pixels does. */

import { html } from "./elements.js";
import { answerButtons } from "./guess_the_pair_buttons.js";
import { judgedLine } from "./guess_the_pair_line.js";
import { place, row } from "./layout.js";
import { memory } from "./model.js";
import { rounded } from "./number_text.js";
import { readouts, sentence } from "./readouts.js";

/** @typedef {import("./model.js").Context} Context */
/** @typedef {import("./guess_the_pair_line.js").JudgedPair} JudgedPair */
/** @typedef {{ answers: boolean[], at: number }} State answers: "one person"; at: the pair that is shown, or as many as
 *   there are at the end */

const QUESTION = "One person, or two people? The keys 1 and 2 answer, too.";
const FEW = "Twelve pairs are few: another twelve may give another score.";

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

/**
 * Count who was right.
 *
 * @param {JudgedPair[]} pairs
 * @param {boolean[]} answers
 * @param {number} threshold
 */
function judgments(pairs, answers, threshold) {
  const yours = answers.map((answer, i) => answer === pairs[i].same);
  const theirs = answers.map((_, i) => pairs[i].distance <= threshold === pairs[i].same);
  const [you, pixels] = [yours, theirs].map((rights) => rights.filter(Boolean).length);
  return { yours, theirs, you, pixels };
}

/** @param {Context} context */
function render({ model, el }) {
  /** @type {{ pairs: JudgedPair[], threshold: number }} */
  const { pairs, threshold } = model.get("data");
  const remember = memory(model);
  /** @type {State} */
  let state = { answers: [], at: 0, ...model.get("state") };
  const score = readouts(["pair", "you", "pixels"]);
  const line = judgedLine(pairs, threshold);
  const summary = sentence();
  const stage = html("div", { class: "pair-stage", tabindex: -1 });
  const strip = html("div", { class: "all-pairs" });

  const show = () => {
    const { answers, at } = state;
    const { yours, theirs, you, pixels } = judgments(pairs, answers, threshold);
    const [over, judged] = [at === pairs.length, answers.length > at];
    buttons.show(judged, at === pairs.length - 1, over);
    stage.replaceChildren(...(over ? [] : photographs(pairs[at])));
    strip.replaceChildren(...(over ? allPairs(pairs, yours, theirs) : []));
    const of = `of ${answers.length}`;
    const pair = `${Math.min(at + 1, pairs.length)} of ${pairs.length}`;
    score.show({ pair, you: `${you} ${of}`, pixels: `${pixels} ${of}` });
    line.show(pairs.slice(0, answers.length));
    const asked = judged ? outcome(pairs[at], threshold, yours[at]) : QUESTION;
    summary.say(over ? `You judged ${you} ${of} pairs rightly, the pixels ${pixels}. ${FEW}` : asked);
    remember(state);
  };
  const go = (/** @type {State} */ to) => {
    state = to;
    show();
    buttons.focus();
  };
  const answer = (/** @type {boolean} */ same) => go({ ...state, answers: [...state.answers, same] });
  const next = () => go({ ...state, at: state.at + 1 });
  const buttons = answerButtons(stage, { answer, next, again: () => go({ answers: [], at: 0 }) });
  show();
  const left = html("div", { class: "pair-judge" }, stage, buttons.node, summary.node);
  place({ model, el }, html("div", { keydown: buttons.keydown }, score.node, strip, row(left, line.node)));
}

export default { render };
