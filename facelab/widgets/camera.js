/** The camera, or a photograph, with boxes and names that the kernel's gallery gives. */

import { cameraSwitch, photographPicker, stage } from "./camera_stage.js";
import { button } from "./controls.js";
import { html, svg } from "./elements.js";
import { place, row } from "./layout.js";
import { readouts, sentence } from "./readouts.js";

/** @typedef {import("./model.js").Context} Context */
/** @typedef {import("./model.js").Model} Model */
/** @typedef {{ box: [number, number, number, number], name: string, distance: number | null }} Face */
/** @typedef {{ kind: string, milliseconds: number, n_people: number, faces?: Face[], done?: string, refused?: string }} Answer */

const FIGURES = ["people enrolled", "threshold", "frames a second", "milliseconds a frame"];
const N_TIMES = 20; // answers over which frames a second are counted
const PATIENCE = 5000; // milliseconds
const FORGOTTEN =
  "Pictures go to the Python process behind this page and are forgotten; embeddings of people you enroll stay in its memory";
const NOTHING_STORED = `Nothing is stored. ${FORGOTTEN}.`;
const STORED_BY_BUTTON = `${FORGOTTEN}, until you save the gallery: then the embeddings and names are stored in a file.`;

/**
 * Draw boxes with names over a picture.
 *
 * @param {SVGSVGElement} overlay
 * @param {Face[]} faces
 */
function drawFaces(overlay, faces) {
  overlay.replaceChildren(
    ...faces.flatMap(({ box: [x, y, width, height], name, distance }) => {
      const look = name === "unknown" ? "face unknown" : "face";
      const label = distance === null ? name : `${name} ${distance.toFixed(2)}`;
      return [
        svg("rect", {
          x: `${100 * x}%`,
          y: `${100 * y}%`,
          width: `${100 * width}%`,
          height: `${100 * height}%`,
          class: look,
        }),
        svg("text", { x: `${100 * x}%`, y: `${100 * Math.max(y, 0.06)}%`, dy: -6, class: look }, label),
      ];
    }),
  );
}

/**
 * Count answers a second.
 *
 * @returns {() => number} to be called at each answer
 */
function rate() {
  /** @type {number[]} */
  const times = [];
  return () => {
    times.push(performance.now());
    if (times.length > N_TIMES) times.shift();
    return times.length < 2 ? 0 : (1000 * (times.length - 1)) / (times[times.length - 1] - times[0]);
  };
}

/**
 * Ask the kernel, one frame after the other.
 *
 * @param {Model} model
 * @param {ReturnType<typeof stage>} picture
 * @param {(text: string) => void} say
 */
function asker(model, picture, say) {
  let waiting = false;
  let isLate = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let late;
  const answered = () => {
    clearTimeout(late);
    if (isLate) say("");
    waiting = isLate = false;
  };
  const ask = async (/** @type {string} */ kind, /** @type {string} */ name = "") => {
    const frame = await picture.grab();
    if (!frame) say("There is no picture yet: start the camera, or pick a photograph.");
    else model.send({ kind, name }, undefined, [frame]);
    return frame !== null;
  };
  const next = async () => {
    if (waiting || picture.isEmpty()) return;
    waiting = true;
    late = setTimeout(() => {
      isLate = true;
      say("Python does not answer: it is busy, or was stopped.");
    }, PATIENCE);
    if (!(await ask("frame"))) answered();
  };
  return { ask, next, answered };
}

/** @param {Context} context */
function render({ model, el }) {
  const { threshold, can_save: canSave, n_people: nPeople, longest_name: maxlength } = model.get("data");
  const [picture, figures, summary, count] = [stage(), readouts(FIGURES), sentence(), rate()];
  const { ask, next, answered } = asker(model, picture, summary.say);
  const show = (/** @type {Answer} */ answer) => {
    if (answer.kind === "frame") answered();
    figures.show({ "people enrolled": String(answer.n_people) });
    if (answer.done || answer.refused) summary.say(answer.done ?? `Not done: ${answer.refused}`);
    if (answer.kind !== "frame") return next();
    drawFaces(picture.overlay, picture.isEmpty() ? [] : (answer.faces ?? []));
    figures.show({ "milliseconds a frame": answer.milliseconds.toFixed(0) });
    if (picture.video.hidden) return;
    figures.show({ "frames a second": count().toFixed(1) });
    requestAnimationFrame(next);
  };
  model.on("msg:custom", show);
  const control = cameraSwitch(picture, summary.say, next);
  const picker = photographPicker(picture, summary.say, control.stop, next);
  const name = html("input", { type: "text", autocomplete: "off", maxlength });
  const enroll = button("enroll the largest face", () => ask("enroll", name.value));
  const save = canSave ? [button("save the gallery", () => model.send({ kind: "save" }))] : [];
  figures.show({ "people enrolled": String(nPeople), threshold: threshold.toFixed(2) });
  if (model.isStatic) {
    summary.say("There is no kernel here to name anybody: open the notebook in JupyterLab.");
    for (const each of [control.node, picker.input, name, enroll, ...save]) each.disabled = true;
  }
  const named = html("label", { class: "control" }, html("span", {}, "name"), name);
  const stored = html("p", {}, canSave ? STORED_BY_BUTTON : NOTHING_STORED);
  const parts = [row(control.node, picker.node), picture.node, summary.node, figures.node];
  place({ model, el }, ...parts, row(named, enroll, ...save), stored);
  return () => {
    control.stop();
    model.off("msg:custom", show);
  };
}

export default { render };
