"""A small course folder: two released notebooks, and what students handed in."""

import shutil
from pathlib import Path

import nbformat

from facelab.course import notebook_name
from facelab.instructor.release.build import build_release
from facelab.instructor.release.settings import ReleaseSettings

COURSE = Path(__file__).parents[2]
NOTEBOOKS = COURSE / "notebooks"
ALL_NOTEBOOKS = [*sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb")), *sorted((NOTEBOOKS / "assignments").glob("*.ipynb"))]
START = "start_here"
VERIFIER = "assignment_2_verifier"
RIGHT = {
    "accept": "import numpy as np\ndef accept(distances, threshold):\n    return distances <= threshold",
    "identify": "def identify(distances, threshold):\n    i = int(distances.argmin())\n"
    "    return i if distances[i] <= threshold else -1",
    "best-threshold": "def best_threshold(distances, same):\n"
    "    candidates = np.unique(distances)\n"
    "    return candidates[np.argmax([np.mean((distances <= each) == same) for each in candidates])]",
    "identify-by-person": "def identify_by_person(distances, people, threshold):\n"
    "    if not len(people):\n"
    "        return np.full(len(distances), -1)\n"
    "    known = np.unique(people)\n"
    "    means = np.array([distances[:, people == each].mean(axis=1) for each in known])\n"
    "    return np.where(means.min(axis=0) <= threshold, known[means.argmin(axis=0)], -1)",
    "stranger-accepted": "probability = 1 - 0.95**20",
    "mean-or-nearest-in-words": "The nearest.",
    "strangers-in-words": "The comparisons are not independent.",
}
EMBED = {
    "weights-name": "from facelab.exercises import check",
    "network": "",
    "embed": "def embed(images):\n    return images[:, 4::12, 4::12].reshape(len(images), -1) / 255.0",
    "threshold": "threshold = 2.2",
}


def find_notebook(name, folder=NOTEBOOKS):
    return next(path for path in folder.rglob("*.ipynb") if notebook_name(path.stem) == notebook_name(name))


def make_release(folder):
    """Release the first notebook and the verifier, without the cells that take time."""
    build_release(COURSE, folder, [find_notebook(START), find_notebook(VERIFIER)], ReleaseSettings())
    for path in (folder / "notebooks").rglob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        notebook.cells = [cell for cell in notebook.cells if "nbgrader" in cell.metadata]
        nbformat.write(notebook, path)
    return folder


def hand_in(course, student, assignment, answers, weights=None):
    """Write a submission: the released notebook with answers in place of stubs."""
    notebook = nbformat.read(find_notebook(assignment, course / "release" / "notebooks"), as_version=4)
    for cell in notebook.cells:
        cell.source = answers.get(cell.metadata.nbgrader.grade_id, cell.source)
    folder = course / "submitted" / student / assignment
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, folder / f"{assignment}.ipynb")
    if weights:
        shutil.copy(COURSE / "weights" / "orl-softmax-0.hdf5", folder / weights)
    return folder
