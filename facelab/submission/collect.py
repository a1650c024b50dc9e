"""Take the values out of a submission: this runs in the student's kernel, after the notebook's last cell."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from facelab.submission.contract import BATCH
from facelab.submission.files import ALONE, IMAGES, THRESHOLD, VECTORS, alone


def collect_verifier(variables: Mapping[str, Any], inputs: str, results: str) -> None:
    """Embed photographs with the student's `embed`, in batches and one by one, and keep the `threshold`.

    Parameters
    ----------
    variables : mapping
        The notebook's variables.
    inputs : str
        Folder with the photographs.
    results : str
        Folder for what comes out.

    Raises
    ------
    NameError
        If the notebook does not define `embed` and `threshold`.
    ValueError
        If `embed` does not return a row for each photograph.
    """
    if missing := [name for name in ("embed", "threshold") if name not in variables]:
        raise NameError(f"the notebook does not define {' and '.join(missing)}")
    images = np.load(Path(inputs) / IMAGES, allow_pickle=False)
    batches = np.array_split(images, range(BATCH, len(images), BATCH))
    singles = images[alone(len(images)), None]
    for name, parts in ((VECTORS, batches), (ALONE, singles)):
        np.save(Path(results) / name, np.concatenate([_embed(variables["embed"], part) for part in parts]))
    np.save(Path(results) / THRESHOLD, np.asarray(variables["threshold"]), allow_pickle=False)


def _embed(embed: Callable, images: np.ndarray) -> np.ndarray:
    vectors = np.asarray(embed(images.copy()))
    if vectors.ndim != 2 or len(vectors) != len(images):
        raise ValueError(f"embed gave shape {vectors.shape} for {len(images)} photographs, expected ({len(images)}, D)")
    return vectors
