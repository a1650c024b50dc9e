/** Eigenfaces: mix a face from the first ten, or rebuild a photograph from k of them and see what breaks it. */

import { choice } from "./controls.js";
import { NO_CHANGES } from "./eigenfaces_changes.js";
import { mixPart } from "./eigenfaces_mix.js";
import { rebuildPart } from "./eigenfaces_rebuild.js";
import { faceSpace } from "./face_space.js";
import { place } from "./layout.js";
import { memory } from "./model.js";

/** @typedef {import("./model.js").Context} Context */

const PARTS = ["mix a face", "rebuild a face"];

/** @param {Context} context */
function render({ model, el }) {
  const space = faceSpace(model.get("data"));
  const remember = memory(model);
  const k = Math.min(20, space.eigenfaces.length);
  const state = { part: PARTS[0], weights: [], k, ...NO_CHANGES, ...model.get("state") };
  const changed = () => remember({ ...state, weights: [...state.weights] });
  const parts = [mixPart(space, state, changed), rebuildPart(space, state, changed)];
  const show = () => {
    parts.forEach((part, i) => {
      part.hidden = PARTS[i] !== state.part;
    });
  };
  const choose = choice({
    label: "what to do",
    options: PARTS,
    value: state.part,
    onchange: (part) => {
      state.part = part;
      show();
      changed();
    },
  });
  show();
  place({ model, el }, choose.node, ...parts);
}

export default { render };
