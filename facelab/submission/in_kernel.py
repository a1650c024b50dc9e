"""Take the values out of a submission: this runs in the student's kernel, after the notebook's last cell."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from facelab.submission.contract import FACELAB_CALLS, IMAGES, THRESHOLD, vector_names
from facelab.submission.time_limit import SECONDS_PER_CASE, call_with_limit
from facelab.submission.values import from_bytes, to_bytes


def collect_answers(variables: Mapping[str, Any], folder: str) -> None:
    """Try a notebook's answers on the inputs that were fed, and write down what they return.

    Each value is written as soon as it is there: code that ends the kernel loses only what comes after it.
    """
    run = _RunFolder(Path(folder))
    for exercise, request in run.job["exercises"].items():
        if request["name"] not in variables:
            run.write_problem(f"{exercise}/0", f"the notebook does not define {request['name']}.")
        elif request["n_cases"] == 0:
            run.write_value(f"{exercise}/0", variables[request["name"]])
        else:
            _try_cases(run, exercise, variables[request["name"]], request["n_cases"])
    if run.job["n_images"]:
        for name in ("embed", THRESHOLD):
            if name not in variables:
                run.write_problem(name, f"the notebook does not define {name}.")
        if THRESHOLD in variables:
            run.write_value(THRESHOLD, variables[THRESHOLD])


def embed_batch(variables: Mapping[str, Any], folder: str, number: int) -> None:
    """Embed the images that were fed, one by one in the last batch, and write down what comes out."""
    run = _RunFolder(Path(folder))
    names = vector_names(run.job["n_images"])
    images = run.read_input(IMAGES)
    try:
        parts = images[:, None] if number == len(names) - 1 else [images]
        run.write_value(names[number], np.concatenate([_embed(variables["embed"], part) for part in parts]))
    except BaseException as error:  # a student's SystemExit too
        run.write_problem("embed", _describe(error))


class ContractError(ValueError):
    """What `embed` returned is not as asked for."""


class _RunFolder:
    """The folder of a run: `job.json`, `inputs/` and `results/`."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.job = json.loads((folder / "job.json").read_text(encoding="utf-8"))

    def read_input(self, name: str) -> np.ndarray:
        return from_bytes((self.folder / "inputs" / f"{name}.npy").read_bytes())

    def read_arguments(self, case: str) -> tuple:
        """Read the arguments of a case; a single number or string as Python's own, as in `check`."""
        n = len(list((self.folder / "inputs" / case).iterdir()))
        arrays = [self.read_input(f"{case}/{i}") for i in range(n)]
        return tuple(array if array.ndim else array.item() for array in arrays)

    def write_value(self, name: str, value: Any) -> None:
        try:
            self._write(f"{name}.npy", to_bytes(value))
        except ValueError as error:
            self.write_problem(name, str(error))

    def write_problem(self, name: str, problem: str) -> None:
        self._write(f"{name}.txt", problem.encode(errors="replace"))

    def _write(self, name: str, content: bytes) -> None:
        path = self.folder / "results" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _try_cases(run: _RunFolder, exercise: str, answer: Any, n_cases: int) -> None:
    if not callable(answer):
        run.write_problem(f"{exercise}/0", f"it is {type(answer).__name__}, expected a function.")
        return
    for number in range(n_cases):
        case = f"{exercise}/{number}"
        result = call_with_limit(answer, run.read_arguments(case), SECONDS_PER_CASE)
        if result.facelab_calls:
            run.write_problem(f"{exercise}/{FACELAB_CALLS}", ", ".join(result.facelab_calls))
        if result.error is None:
            run.write_value(case, result.value)
        else:
            run.write_problem(case, _describe(result.error))
        if isinstance(result.error, TimeoutError):
            return


def _embed(embed: Any, images: np.ndarray) -> np.ndarray:
    if not callable(embed):
        raise ContractError(f"it is {type(embed).__name__}, expected a function.")
    vectors = np.asarray(embed(images.copy()))
    if vectors.ndim != 2 or len(vectors) != len(images):
        raise ContractError(f"it has shape {vectors.shape}, expected ({len(images)}, D): a row for each image.")
    return vectors


def _describe(error: BaseException) -> str:
    if isinstance(error, NotImplementedError):
        return "it is not written yet."
    return str(error) if isinstance(error, ContractError) else f"{type(error).__name__}: {error}"[:300]
