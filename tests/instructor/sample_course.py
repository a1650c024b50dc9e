"""A small course folder: two released notebooks, and what students handed in."""

import shutil
from pathlib import Path

import nbformat

from facelab.instructor.release.build import release
from facelab.instructor.release.settings import ReleaseSettings

COURSE = Path(__file__).parents[2]
VERIFIER = "assignment_2_verifier"
RIGHT = {
    "accept": "import numpy as np\ndef accept(distances, threshold):\n    return distances <= threshold",
    "identify": "def identify(distances, threshold):\n    i = int(distances.argmin())\n"
    "    return i if distances[i] <= threshold else -1",
    "hidden-layer": "def hidden_layer(x, weights, bias):\n    return 1 / (1 + np.exp(-(x @ weights + bias)))",
    "sigmoid-slope": "slope = 0.25",
    "hidden-units-in-words": "They cut the plane.",
}
EMBED = {
    "weights-name": "from facelab.exercises import check",
    "network": "",
    "embed": "def embed(images):\n    return images[:, 4::12, 4::12].reshape(len(images), -1) / 255.0",
    "threshold": "threshold = 2.2",
}


def make_release(folder):
    """Release notebook 00 and the verifier, without the cells that take time."""
    notebooks = [
        COURSE / "notebooks" / "00_start_here.ipynb",
        COURSE / "notebooks" / "assignments" / f"{VERIFIER}.ipynb",
    ]
    release(COURSE, folder, notebooks, ReleaseSettings())
    for path in (folder / "notebooks").rglob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        notebook.cells = [cell for cell in notebook.cells if "nbgrader" in cell.metadata]
        nbformat.write(notebook, path)
    return folder


def hand_in(course, student, assignment, answers, weights=None):
    """Write a submission: the released notebook with answers in place of stubs; None deletes a cell."""
    path = next((course / "release" / "notebooks").rglob(f"{assignment}.ipynb"))
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.source = answers.get(cell.metadata.nbgrader.grade_id, cell.source)
    folder = course / "submitted" / student / assignment
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, folder / f"{assignment}.ipynb")
    if weights:
        shutil.copy(COURSE / "weights" / "orl-softmax-0.hdf5", folder / weights)
    return folder
