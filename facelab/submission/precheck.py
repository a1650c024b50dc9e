"""Try a submission as the grader will."""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import nbformat
import numpy as np

from facelab.course import VARIABLE, weights_folder
from facelab.datasets import load_orl
from facelab.distances import pair_distances
from facelab.protocols import people_fold
from facelab.submission.contract import HELD_OUT_FOLD, check_verifier
from facelab.submission.job import copy_leak_free_weights, make_rounds, write_job, write_masked_orl
from facelab.submission.process import MINUTES, OnCell, Run, run_driver
from facelab.submission.weights_file import describe_weights, find_weights

N_IMAGES = 100
PACKAGES = Path(__file__).resolve().parents[2]  # the folder that facelab is in


class CheckResult(NamedTuple):
    """What was checked, whether it will pass, and what was found."""

    name: str
    passed: bool
    message: str


def run_precheck(notebook: Path, on_cell: OnCell, minutes: float = MINUTES) -> Iterator[CheckResult]:
    """Check a submission's names, weights, running time, `embed` and `threshold`, with the grader's own code.

    The weights are the file beside the notebook. Both are copied; nothing is changed. A result comes as soon as it is
    known, and the first that does not pass is the last.
    """
    name = "name"
    try:
        weights = find_weights(notebook.parent)
        yield CheckResult(name, True, weights.name)
        name = "weights"
        yield CheckResult(name, True, describe_weights(weights))
        name = "notebook"
        text = _read_notebook(notebook)
        images = _training_images()
        run = _run(text, notebook.name, weights, images, on_cell, minutes)
        if run.failure:
            raise ValueError(f"{run.failure}.")
        yield CheckResult(name, True, f"it ran in {run.seconds / 60:.1f} of {minutes:g} minutes")
        name = "contract"
        yield CheckResult(name, True, _describe(run, images))
    except ValueError as error:
        yield CheckResult(name, False, str(error))


def _read_notebook(path: Path) -> str:
    """Read a notebook as JSON in the newest format; raise ValueError if it is damaged."""
    try:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        return nbformat.writes(notebook)
    except Exception as error:  # a broken file breaks nbformat in many ways
        reason = type(error).__name__
        raise ValueError(f"{path.name} is not a readable notebook ({reason}): save it again from JupyterLab.") from None


def _training_images() -> np.ndarray:
    """Draw images of people that a student may train on, in an order that does not reveal who is who."""
    faces = load_orl()
    allowed, _ = people_fold(faces.labels, HELD_OUT_FOLD)
    return faces.images[np.random.default_rng(0).choice(allowed, N_IMAGES, replace=False)]


def _run(notebook: str, name: str, weights: Path, images: np.ndarray, on_cell: OnCell, minutes: float) -> Run:
    with tempfile.TemporaryDirectory() as temporary:
        folder, runs = Path(temporary) / "job", Path(temporary) / "runs"
        folder.mkdir()
        runs.mkdir()
        write_job(folder, notebook, name, weights, minutes, n_images=len(images))
        write_masked_orl(folder / "packages")
        copy_leak_free_weights(weights_folder(), folder / "weights")
        command = [sys.executable, "-m", "facelab.submission.driver", str(folder)]
        environment = {key: value for key, value in os.environ.items() if key != VARIABLE}  # it names all weights
        environment["PYTHONPATH"] = os.pathsep.join([str(folder / "packages"), str(PACKAGES)])
        run = run_driver(command, environment | {"TMPDIR": str(runs)}, make_rounds({}, {}, images), minutes, on_cell)
    if written := [file for file in run.files if file.endswith(".hdf5") and file != weights.name]:
        run.failure = run.failure or f"it wrote {', '.join(written)}: does it use {weights.name} at all?"
    return run


def _describe(run: Run, images: np.ndarray) -> str:
    vectors, threshold = check_verifier(run.values, run.problems, len(images))
    left, right = np.triu_indices(len(images), 1)
    accepted = np.mean(pair_distances(vectors[left], vectors[right]) <= threshold)
    return f"{vectors.shape[1]} numbers per image; the threshold {threshold:.3g} accepts {accepted:.1%} of all pairs"
