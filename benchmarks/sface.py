"""YuNet beside the CNN detector on faces that HOG does not find; SFace beside the small network taught by it."""

import cv2
import numpy as np

from benchmarks.measure import console, print_times, time_in_turn
from facelab.alignment import FaceAligner
from facelab.datasets import find_lfw, load_lfw, load_orl
from facelab.detection import detect
from facelab.embedding import KerasEmbedder
from facelab.opencv_models import opencv_model
from facelab.sface import SIZE, SFace
from facelab.zoo import load_trained
from facelab.zoo.lfw_training import sface_aligner
from facelab.zoo.recipes import PREPROCESS_CHIPS

N_TURNED, N_CHIPS = 10, 128


def main() -> None:
    time_turned_faces()
    time_networks()
    time_layers()


def time_turned_faces() -> None:
    """Align photographs in which YuNet finds a face, and HOG none, as they are or doubled."""
    images = load_lfw("people").images if find_lfw() else load_orl().images
    turned = []
    for position in range(len(images)):
        image = images[position : position + 1][0]
        if not detect(image, "hog", 0) and not detect(image, "hog", 1) and detect(image, "yunet", 1):
            turned.append(image)
        if len(turned) == N_TURNED:
            break
    console.print(
        f"{len(turned)} photographs without a face for HOG, {turned[0].shape[1]} × {turned[0].shape[0]} pixels"
    )
    photographs = np.stack(turned)
    ways = {
        "YuNet": FaceAligner("yunet", upsample=1, on_missing="center"),
        "HOG, then the CNN": FaceAligner("hog+cnn", upsample=1, on_missing="center"),
    }
    seconds = time_in_turn({name: lambda way=way: way.transform(photographs) for name, way in ways.items()}, repeats=5)
    print_times("faces that HOG does not find: detect and align", seconds, images=len(photographs))


def time_networks() -> None:
    """Embed aligned chips by the teacher and by its student, each with the mirror image."""
    chips = sface_aligner().transform(load_orl().images[:N_CHIPS])
    student = KerasEmbedder(load_trained("lfw-distilled-0"), PREPROCESS_CHIPS, mirror=True)
    seconds = time_in_turn(
        {
            "the student": lambda: student.transform(chips),
            "SFace": lambda: SFace(mirror=True).transform(chips),
        },
        repeats=5,
    )
    print_times(f"embeddings of {N_CHIPS} chips, with their mirror images", seconds, images=N_CHIPS)


def time_layers() -> None:
    """Print where SFace's time goes: what OpenCV calls Convolution, not ConvolutionInt8, it computes in float32."""
    network = cv2.dnn.readNetFromONNX(str(opencv_model("sface")))
    network.setInput(np.zeros((1, 3, SIZE, SIZE), np.float32))
    network.forward()
    network.forward()
    _, ticks = network.getPerfProfile()
    types = [network.getLayer(network.getLayerId(name)).type for name in network.getLayerNames()]
    spent: dict[str, float] = {}
    for kind, time in zip(types, np.ravel(ticks) / cv2.getTickFrequency(), strict=True):
        spent[kind] = spent.get(kind, 0) + 1000 * time
    largest = sorted(spent.items(), key=lambda each: -each[1])[:3]
    console.print("SFace, one chip: " + ", ".join(f"{kind} {time:.1f} ms" for kind, time in largest))
