"""Take the values out of a submission: this runs in the student's kernel, after the notebook's last cell."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from facelab.submission.contract import FACELAB_CALLS, IMAGES, THRESHOLD, vector_names
from facelab.submission.time_limit import call
from facelab.submission.values import from_bytes, to_bytes


def collect(variables: Mapping[str, Any], folder: str) -> None:
    """Try the answers of a notebook on the inputs that were fed, and write down what they give.

    Each value is written as soon as it is there: code that ends the kernel loses only what comes after it.

    Parameters
    ----------
    variables : mapping
        The notebook's variables.
    folder : str
        Of the run: `job.json`, `inputs/` and `results/`.
    """
    run = _Run(Path(folder))
    for exercise, asked in run.job["exercises"].items():
        if asked["name"] not in variables:
            run.fail(f"{exercise}/0", f"the notebook does not define {asked['name']}.")
        elif asked["n_cases"] == 0:
            run.keep(f"{exercise}/0", variables[asked["name"]])
        else:
            _try_cases(run, exercise, variables[asked["name"]], asked["n_cases"])
    if run.job["n_images"]:
        for name in ("embed", THRESHOLD):
            if name not in variables:
                run.fail(name, f"the notebook does not define {name}.")
        if THRESHOLD in variables:
            run.keep(THRESHOLD, variables[THRESHOLD])


def embed_batch(variables: Mapping[str, Any], folder: str, number: int) -> None:
    """Embed the photographs that were fed, and write down what that gives; those of the last serving one by one.

    Parameters
    ----------
    variables : mapping
        The notebook's variables.
    folder : str
        Of the run.
    number : int
        Of the serving, from 0.
    """
    run = _Run(Path(folder))
    names = vector_names(run.job["n_images"])
    images = run.input(IMAGES)
    try:
        parts = images[:, None] if number == len(names) - 1 else [images]
        run.keep(names[number], np.concatenate([_rows(variables["embed"], part) for part in parts]))
    except ContractError as error:
        run.fail("embed", str(error))
    except BaseException as error:  # a student's SystemExit too
        run.fail("embed", _describe(error))


class ContractError(ValueError):
    """What `embed` returned is not as asked for; the message says what it is."""


class _Run:
    def __init__(self, folder: Path):
        self.folder = folder
        self.job = json.loads((folder / "job.json").read_text(encoding="utf-8"))

    def input(self, name: str) -> np.ndarray:
        return from_bytes((self.folder / "inputs" / f"{name}.npy").read_bytes())

    def arguments(self, case: str) -> tuple:
        """Read the arguments of a case; a single number or text as Python's own, as in `check`."""
        n = len(list((self.folder / "inputs" / case).iterdir()))
        arrays = [self.input(f"{case}/{i}") for i in range(n)]
        return tuple(array if array.ndim else array.item() for array in arrays)

    def keep(self, name: str, value: Any) -> None:
        try:
            self.write(f"{name}.npy", to_bytes(value))
        except ValueError as error:
            self.fail(name, str(error))

    def fail(self, name: str, problem: str) -> None:
        self.write(f"{name}.txt", problem.encode(errors="replace"))

    def write(self, name: str, content: bytes) -> None:
        path = self.folder / "results" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _try_cases(run: _Run, exercise: str, answer: Any, n_cases: int) -> None:
    if not callable(answer):
        run.fail(f"{exercise}/0", f"it is {type(answer).__name__}, expected a function.")
        return
    for number in range(n_cases):
        case = f"{exercise}/{number}"
        outcome = call(answer, run.arguments(case), run.job["seconds"])
        if outcome.facelab_calls:
            run.fail(f"{exercise}/{FACELAB_CALLS}", ", ".join(outcome.facelab_calls))
        if outcome.error is None:
            run.keep(case, outcome.value)
        else:
            run.fail(case, _describe(outcome.error))
        if isinstance(outcome.error, TimeoutError):
            return


def _rows(embed: Callable, images: np.ndarray) -> np.ndarray:
    if not callable(embed):
        raise ContractError(f"it is {type(embed).__name__}, expected a function.")
    vectors = np.asarray(embed(images.copy()))
    if vectors.ndim != 2 or len(vectors) != len(images):
        raise ContractError(f"it has shape {vectors.shape}, expected ({len(images)}, D): a row for each image.")
    return vectors


def _describe(error: BaseException) -> str:
    if isinstance(error, NotImplementedError):
        return "it is not written yet."
    return f"{type(error).__name__}: {error}"[:300]
