"""dlib's face network in Keras beside dlib itself: chips a second, and the largest difference of the embeddings."""

import dlib
import numpy as np

from benchmarks.measure import console, print_times, time_in_turn
from facelab.alignment import FaceAligner
from facelab.datasets import load_orl
from facelab.dlib_models import dlib_model
from facelab.networks import dlib_resnet

N_CHIPS = 64


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
