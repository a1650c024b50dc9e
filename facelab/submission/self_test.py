"""Try a submission as the grader will."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from facelab.datasets import load_orl
from facelab.distances import pair_distances
from facelab.protocols import Pairs
from facelab.submission.files import IMAGES, Verifier, read_verifier
from facelab.submission.running import MINUTES, run_submission
from facelab.submission.weights_file import describe_weights, find_weights

N_PEOPLE = 10


class Finding(NamedTuple):
    """One thing that was looked at, whether it will pass, and what was seen."""

    what: str
    passed: bool
    seen: str


def self_test(notebook: Path, on_cell: Callable[[int, int, str], None], minutes: float = MINUTES) -> Iterator[Finding]:
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
    try:
        weights = find_weights(notebook.parent)
        yield Finding("name", True, weights.name)
        yield Finding("weights", True, describe_weights(weights))
    except ValueError as error:
        yield Finding("weights", False, str(error))
        return
    faces = load_orl()
    faces = faces[faces.labels < N_PEOPLE]
    with tempfile.TemporaryDirectory() as inputs, tempfile.TemporaryDirectory() as results:
        np.save(Path(inputs) / IMAGES, np.asarray(faces.images))
        outcome = run_submission(notebook, weights, Path(inputs), Path(results), on_cell, minutes)
        if outcome.failure:
            yield Finding("notebook", False, f"{outcome.failure}.")
            return
        yield Finding("notebook", True, f"it ran in {outcome.minutes:.1f} of {minutes:g} minutes")
        try:
            verifier = read_verifier(Path(results), len(faces))
        except ValueError as error:
            yield Finding("contract", False, str(error))
            return
    yield Finding("contract", True, _describe(verifier, faces.pairs()))


def _describe(verifier: Verifier, pairs: Pairs) -> str:
    vectors, threshold = verifier
    accepted = pair_distances(vectors[pairs.left], vectors[pairs.right]) <= threshold
    return (
        f"{vectors.shape[1]} numbers a photograph; at {threshold:.3g} it accepts {accepted[pairs.same].mean():.0%} of "
        f"the genuine and {accepted[~pairs.same].mean():.0%} of the impostor pairs of {N_PEOPLE} people of the course"
    )
