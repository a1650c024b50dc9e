/** The camera, or a photograph, with boxes and names that the kernel's gallery gives. */

import { button, html, place, readouts, sentence, svg } from "./shared.js";

/** @typedef {import("./shared.js").Context} Context */
/** @typedef {import("./shared.js").Model} Model */
/** @typedef {{ box: [number, number, number, number], name: string, distance: number | null }} Face */
/** @typedef {{ kind: string, milliseconds: number, n_people: number, faces?: Face[], done?: string, refused?: string }} Answer */

const SENT_WIDTH = 480; // pixels of a frame that the kernel gets
const N_TIMES = 20; // answers over which frames a second are counted
const NOTHING_STORED =
  "Nothing is stored: pictures go to this notebook's kernel and are forgotten; embeddings of people you enrol stay in its memory.";

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
        svg("text", { x: `${100 * x}%`, y: `${100 * y}%`, dy: -6, class: look }, label),
      ];
    }),
  );
}

/**
 * Draw what is seen now, a video's frame or a photograph, in the size that is sent.
 *
 * @param {HTMLVideoElement | HTMLImageElement} source
 * @returns {Promise<ArrayBuffer | null>} JPEG; null if there is nothing to see yet
 */
async function grab(source) {
  const [width, height] =
    source instanceof HTMLVideoElement
      ? [source.videoWidth, source.videoHeight]
      : [source.naturalWidth, source.naturalHeight];
  if (!width) return null;
  const scale = Math.min(1, SENT_WIDTH / width);
  const canvas = html("canvas", { width: Math.round(width * scale), height: Math.round(height * scale) });
  canvas.getContext("2d")?.drawImage(source, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((/** @type {(blob: Blob | null) => void} */ done) =>
    canvas.toBlob(done, "image/jpeg", 0.9),
  );
  return blob ? blob.arrayBuffer() : null;
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
 * The picture: a video or a photograph, with an overlay for the boxes.
 */
function stage() {
  const video = html("video", { autoplay: true, muted: true, playsinline: true, "aria-label": "the camera's picture" });
  const photograph = html("img", { alt: "the photograph that you picked", hidden: true });
  const overlay = svg("svg", { role: "img", "aria-label": "boxes around faces, with names" });
  const node = html("div", { class: "stage" }, video, photograph, overlay);
  video.hidden = true;
  /** @type {HTMLVideoElement | HTMLImageElement | null} */
  let source = null;
  const show = (/** @type {HTMLVideoElement | HTMLImageElement | null} */ shown) => {
    source = shown;
    video.hidden = shown !== video;
    photograph.hidden = shown !== photograph;
    overlay.replaceChildren();
  };
  return { node, video, photograph, overlay, show, grab: async () => source && grab(source) };
}

/**
 * Start and stop the camera.
 *
 * @param {ReturnType<typeof stage>} picture
 * @param {(text: string) => void} say
 * @param {() => void} started
 */
function cameraSwitch(picture, say, started) {
  const stop = () => {
    const stream = /** @type {MediaStream | null} */ (picture.video.srcObject);
    for (const track of stream?.getTracks() ?? []) track.stop();
    picture.video.srcObject = null;
    picture.show(null);
    node.textContent = "start the camera";
  };
  const start = async () => {
    try {
      picture.video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 480 } });
    } catch {
      say("There is no camera here, or the browser may not use it: pick a photograph instead.");
      return;
    }
    await picture.video.play();
    picture.show(picture.video);
    node.textContent = "stop the camera";
    started();
  };
  const node = button("start the camera", () => (picture.video.srcObject ? stop() : start()));
  return { node, stop };
}

/**
 * Pick a photograph instead.
 *
 * @param {ReturnType<typeof stage>} picture
 * @param {() => void} picked
 */
function photographPicker(picture, picked) {
  const input = html("input", { type: "file", accept: "image/*" });
  input.addEventListener("change", async () => {
    const file = input.files?.[0];
    if (!file) return;
    picture.photograph.src = URL.createObjectURL(file);
    await picture.photograph.decode();
    picture.show(picture.photograph);
    picked();
  });
  return html("label", { class: "control" }, html("span", {}, "a photograph"), input);
}

/** @param {Context} context */
function render({ model, el }) {
  const { threshold, can_save: canSave, n_people: nPeople } = model.get("data");
  const [picture, figures, summary, count] = [
    stage(),
    readouts(["people enrolled", "threshold", "frames a second", "milliseconds a frame"]),
    sentence(),
    rate(),
  ];
  let waiting = false;
  const ask = async (/** @type {string} */ kind, /** @type {string} */ name = "") => {
    const frame = await picture.grab();
    if (!frame) return;
    if (kind === "frame") waiting = true;
    model.send({ kind, name }, undefined, [frame]);
  };
  const next = () => {
    if (!waiting) ask("frame");
  };
  const answered = (/** @type {Answer} */ answer) => {
    figures.show({ "people enrolled": String(answer.n_people) });
    if (answer.done || answer.refused) summary.say(answer.done ?? `Not done: ${answer.refused}`);
    if (answer.kind !== "frame") return next();
    waiting = false;
    drawFaces(picture.overlay, picture.video.hidden && picture.photograph.hidden ? [] : (answer.faces ?? []));
    figures.show({ "frames a second": count().toFixed(1), "milliseconds a frame": answer.milliseconds.toFixed(0) });
    if (!picture.video.hidden) requestAnimationFrame(next);
  };
  model.on("msg:custom", answered);
  const control = cameraSwitch(picture, summary.say, next);
  const name = html("input", { type: "text", autocomplete: "off" });
  const enrol = button("enrol the largest face", () => ask("enrol", name.value));
  const save = canSave ? [button("save the gallery", () => ask("save"))] : [];
  figures.show({
    "people enrolled": String(nPeople),
    threshold: threshold.toFixed(2),
    "frames a second": "–",
    "milliseconds a frame": "–",
  });
  if (model.isStatic) {
    summary.say("Here is no kernel that could name anybody: open the notebook in JupyterLab or VS Code.");
    control.node.disabled = true;
  }
  place(
    { model, el },
    html("div", { class: "row" }, control.node, photographPicker(picture, next)),
    picture.node,
    summary.node,
    figures.node,
    html("div", { class: "row" }, html("label", { class: "control" }, html("span", {}, "name"), name), enrol, ...save),
    html("p", {}, NOTHING_STORED),
  );
  return () => {
    control.stop();
    model.off("msg:custom", answered);
  };
}

export default { render };
