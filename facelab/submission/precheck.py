"""Try a submission as the grader will."""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import nbformat
import numpy as np

from facelab.course import course_folder
from facelab.datasets import load_orl
from facelab.distances import pair_distances
from facelab.protocols import people_folds
from facelab.submission.contract import HELD_OUT_FOLD, check_verifier
from facelab.submission.job import copy_leak_free_weights, rounds_of, write_job, write_masked_orl
from facelab.submission.process import MINUTES, OnCell, Run, run_driver
from facelab.submission.weights_file import describe_weights, find_weights

PACKAGES = Path(__file__).resolve().parents[2]  # where facelab lies


class Finding(NamedTuple):
    """One thing that was looked at, whether it will pass, and what was seen."""

    what: str
    passed: bool
    seen: str


def run_precheck(notebook: Path, on_cell: OnCell, minutes: float = MINUTES) -> Iterator[Finding]:
    """Check a submission's names, weights, running time, `embed` and `threshold`, with the grader's own code.

    Parameters
    ----------
    notebook : Path
        With the file of weights beside it. Both are copied; nothing is changed.
    on_cell : callable
        Told the number of each cell that starts, how many there are, and its first line.
    minutes : float
        Time limit.

    Yields
    ------
    Finding
        As soon as it is known. The first that does not pass is the last.
    """
    what = "name"
    try:
        weights = find_weights(notebook.parent)
        yield Finding(what, True, weights.name)
        what = "weights"
        yield Finding(what, True, describe_weights(weights))
        what = "notebook"
        text = read_notebook(notebook)
        images = some_photographs()
        run = _run(text, notebook.name, weights, images, on_cell, minutes)
        if run.failure:
            raise ValueError(f"{run.failure}.")
        yield Finding(what, True, f"it ran in {run.seconds / 60:.1f} of {minutes:g} minutes")
        what = "contract"
        yield Finding(what, True, _describe(run, images))
    except ValueError as error:
        yield Finding(what, False, str(error))


def read_notebook(path: Path) -> str:
    """Read a notebook that may be damaged.

    Parameters
    ----------
    path : Path

    Returns
    -------
    str
        As JSON, in the newest format.

    Raises
    ------
    ValueError
        If it is no notebook; one sentence.

    Examples
    --------
    >>> read_notebook(Path("nowhere.ipynb"))
    Traceback (most recent call last):
    ...
    ValueError: nowhere.ipynb is no readable notebook (FileNotFoundError): save it again from JupyterLab.
    """
    try:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        return nbformat.writes(notebook)
    except Exception as error:  # a broken file breaks nbformat in many ways
        reason = type(error).__name__
        raise ValueError(f"{path.name} is no readable notebook ({reason}): save it again from JupyterLab.") from None


def some_photographs() -> np.ndarray:
    """Take photographs of people that a student may train on, in an order that does not tell who is who.

    Returns
    -------
    ndarray of uint8, shape (100, 112, 92)
    """
    faces = load_orl()
    allowed = list(people_folds(faces.labels))[HELD_OUT_FOLD][0]
    return faces.images[np.random.default_rng(0).choice(allowed, 100, replace=False)]


def _run(notebook: str, name: str, weights: Path, images: np.ndarray, on_cell: OnCell, minutes: float) -> Run:
    with tempfile.TemporaryDirectory() as place:
        folder, runs = Path(place) / "job", Path(place) / "runs"
        folder.mkdir()
        runs.mkdir()
        write_job(folder, notebook, name, weights, minutes, n_images=len(images))
        write_masked_orl(folder / "packages")
        copy_leak_free_weights(course_folder() / "weights", folder / "weights")
        command = [sys.executable, "-m", "facelab.submission.driver", str(folder)]
        paths = os.pathsep.join([str(folder / "packages"), str(PACKAGES)])
        environment = os.environ | {"PYTHONPATH": paths, "TMPDIR": str(runs)}
        run = run_driver(command, environment, rounds_of({}, {}, images), minutes, on_cell)
    if written := [file for file in run.files if file.endswith(".hdf5") and file != weights.name]:
        run.failure = run.failure or f"it wrote {', '.join(written)}: does it use {weights.name} at all?"
    return run


def _describe(run: Run, images: np.ndarray) -> str:
    vectors, threshold = check_verifier(run.values, run.problems, len(images))
    left, right = np.triu_indices(len(images), 1)
    accepted = np.mean(pair_distances(vectors[left], vectors[right]) <= threshold)
    return f"{vectors.shape[1]} numbers a photograph; at {threshold:.3g} it accepts {accepted:.1%} of all pairs"
