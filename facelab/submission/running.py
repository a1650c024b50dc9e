"""Run a submission from top to bottom, and take its values out."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import nbformat

from facelab.runner import Outcome, run_notebook

MINUTES = 50


def run_submission(
    notebook: Path,
    weights: Path,
    inputs: Path,
    results: Path,
    on_cell: Callable[[int, int, str], None],
    minutes: float = MINUTES,
) -> Outcome:
    """Run copies of a notebook and its weights in an empty folder, with one cell more, that collects.

    Parameters
    ----------
    notebook, weights : Path
    inputs, results : Path
        Folders of the files that go in and come out.
    on_cell : callable
        As in `run_notebook`.
    minutes : float
        For everything together.

    Returns
    -------
    Outcome
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = nbformat.read(notebook, as_version=4)
        copy.cells.append(nbformat.v4.new_code_cell(COLLECT.format(inputs=str(inputs), results=str(results))))
        nbformat.write(copy, Path(folder) / notebook.name)
        shutil.copyfile(weights, Path(folder) / weights.name)
        return run_notebook(Path(folder) / notebook.name, Path(folder) / "build", minutes, on_cell)


COLLECT = """\
from facelab.submission.collect import collect_verifier
collect_verifier(globals(), {inputs!r}, {results!r})"""
