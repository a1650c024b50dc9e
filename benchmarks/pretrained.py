"""dlib's face network in Keras beside dlib itself: chips a second, and the largest differences of the embeddings."""

from typing import TYPE_CHECKING

import dlib
import numpy as np

from benchmarks.measure import console, print_times, time_in_turn
from facelab.alignment import FaceAligner, align, landmarks
from facelab.datasets import find_lfw, load_lfw, load_orl
from facelab.detection import detect
from facelab.dlib_models import dlib_model
from facelab.networks import dlib_resnet

if TYPE_CHECKING:
    import keras

N_CHIPS = 64
N_PHOTOGRAPHS = 200


def main() -> None:
    chips = FaceAligner("hog+cnn", upsample=1).transform(load_orl().images[:N_CHIPS])
    network, peer = dlib_resnet(), dlib.face_recognition_model_v1(str(dlib_model("resnet")))
    one_by_one = list(chips)
    seconds = time_in_turn(
        {
            "facelab, batches of 32": lambda: network.predict(chips, batch_size=32, verbose=0),
            "facelab, one at a time": lambda: [network.predict_on_batch(chip[None]) for chip in one_by_one],
            "dlib": lambda: peer.compute_face_descriptor(one_by_one),
        },
        repeats=5,
    )
    print_times(f"embeddings of {N_CHIPS} chips of 150 × 150", seconds, images=N_CHIPS)
    noise = np.random.default_rng(0).integers(0, 256, (N_CHIPS, 150, 150, 3), dtype=np.uint8)
    both = np.concatenate([chips, noise])
    difference = np.abs(network.predict(both, verbose=0) - np.array(peer.compute_face_descriptor(list(both)))).max()
    console.print(f"largest difference to dlib, on these chips and as many of noise: {difference:.1e}")
    assert difference < 1e-5, "the port differs from dlib"
    if find_lfw():
        compare_on_lfw(network, peer)


def compare_on_lfw(network: "keras.Model", peer: dlib.face_recognition_model_v1) -> None:
    """Compare chips and embeddings of LFW photographs, a quarter of them enlarged four times, with dlib's own."""
    faces, predictor = load_lfw("people"), dlib.shape_predictor(str(dlib_model("5 points")))
    chosen = np.random.default_rng(0).choice(len(faces), N_PHOTOGRAPHS, replace=False)
    n_different, ours, theirs = 0, [], []
    for i, photograph in enumerate(faces.images[position] for position in chosen):
        photograph = np.repeat(np.repeat(photograph, 4, axis=0), 4, axis=1) if i % 4 == 0 else photograph
        found = detect(photograph, "hog")
        if not found:
            continue
        chip = align(photograph, landmarks(photograph, found[0].box))
        box = dlib.rectangle(
            *(round(edge) for edge in found[0].box[:2]), *(round(edge) - 1 for edge in found[0].box[2:])
        )
        their_chip = dlib.get_face_chip(photograph, predictor(photograph, box), 150, 0.25)
        n_different += np.count_nonzero(chip != their_chip)
        ours.append(chip)
        theirs.append(peer.compute_face_descriptor(their_chip))
    difference = np.abs(network.predict(np.array(ours), verbose=0) - np.array(theirs)).max()
    console.print(
        f"{len(ours)} chips of LFW: {n_different} values differ; embeddings differ by at most {difference:.1e}"
    )
