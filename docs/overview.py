"""Draw the picture of the README: `python docs/overview.py`.

Faces: ORL, AT&T Laboratories Cambridge (Samaria and Harter, 1994).
"""

from pathlib import Path

import matplotlib.pyplot as plt
from PIL import Image
from sklearn.preprocessing import FunctionTransformer

from facelab import plotting
from facelab.datasets import load_orl
from facelab.evaluation import verify_unseen_people
from facelab.features import Eigenfaces, Fisherfaces, LBPHistograms
from facelab.images import flatten_images

FOLD = 0


def draw() -> plt.Figure:
    """Draw faces, what two notebooks make of them, and how well unseen people are told apart."""
    plotting.use_course_style()
    faces = load_orl()
    verifiers = {
        "LBP histograms": (LBPHistograms(), "chi2"),
        "pixels": (FunctionTransformer(flatten_images), "euclidean"),
        "Fisherfaces": (Fisherfaces(), "cosine"),
    }
    curves = {name: verify_unseen_people(d, faces, metric)[FOLD] for name, (d, metric) in verifiers.items()}
    figure, axes = plt.subplot_mosaic([["faces", "roc"], ["eigenfaces", "roc"], ["rebuilt", "roc"]], figsize=(9, 3.6))
    plotting.faces_grid(faces.images[3:80:10], columns=8, ax=axes["faces"])
    plotting.eigenfaces(Eigenfaces(7).fit(faces.images), n=7, columns=8, ax=axes["eigenfaces"])
    plotting.reconstruction(
        Eigenfaces(200).fit(faces[faces.labels != 0].images),
        faces.images[3],
        [5, 10, 20, 50, 100, 150, 200],
        axes["rebuilt"],
    )
    plotting.roc(curves, ax=axes["roc"])
    axes["roc"].set_title("verification of ten unseen people, one fold of four")
    return figure


if __name__ == "__main__":
    picture = Path(__file__).with_name("overview.png")
    draw().savefig(picture, dpi=90)
    Image.open(picture).convert("RGB").quantize(128).save(picture, optimize=True)
