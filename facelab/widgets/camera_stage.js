/** The picture before the camera, or a photograph that was picked instead. */

import { button } from "./controls.js";
import { html, svg } from "./elements.js";

const START = "start the camera";
const STOP = "stop the camera";
const SENT_WIDTH = 480; // pixels of a frame that the kernel gets

/**
 * The picture: a video or a photograph, with an overlay for the boxes.
 */
export function stage() {
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
  const isEmpty = () => source === null;
  return { node, video, photograph, overlay, show, isEmpty, grab: async () => source && grab(source) };
}

/**
 * Start and stop the camera.
 *
 * @param {ReturnType<typeof stage>} picture
 * @param {(text: string) => void} say
 * @param {() => void} started
 */
export function cameraSwitch(picture, say, started) {
  let request = 0; // of the browser, which may be answered after it was taken back
  const end = (/** @type {MediaStream | null} */ stream) => {
    for (const track of stream?.getTracks() ?? []) track.stop();
  };
  const stop = () => {
    request++;
    end(/** @type {MediaStream | null} */ (picture.video.srcObject));
    picture.video.srcObject = null;
    picture.show(null);
    node.textContent = START;
  };
  const start = async () => {
    const mine = ++request;
    node.textContent = STOP;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 480 } });
      if (mine !== request) return end(stream);
      picture.video.srcObject = stream;
    } catch {
      if (mine !== request) return;
      node.textContent = START;
      say("There is no camera here, or the browser is not allowed to use it: pick a photograph instead.");
      return;
    }
    await picture.video.play();
    say("");
    picture.show(picture.video);
    started();
  };
  const node = button(START, () => (node.textContent === STOP ? stop() : start()));
  return { node, stop };
}

/**
 * Pick a photograph instead.
 *
 * @param {ReturnType<typeof stage>} picture
 * @param {(text: string) => void} say
 * @param {() => void} stopCamera
 * @param {() => void} picked
 */
export function photographPicker(picture, say, stopCamera, picked) {
  const input = html("input", { type: "file", accept: "image/*" });
  input.addEventListener("change", async () => {
    const file = input.files?.[0];
    if (!file) return;
    const url = URL.createObjectURL(file);
    picture.photograph.src = url;
    try {
      await picture.photograph.decode();
    } catch {
      say(`${file.name} cannot be shown: pick a photograph that is a JPEG or PNG file.`);
      return;
    } finally {
      URL.revokeObjectURL(url);
    }
    say("");
    stopCamera();
    picture.show(picture.photograph);
    picked();
  });
  return { node: html("label", { class: "control" }, html("span", {}, "a photograph"), input), input };
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
