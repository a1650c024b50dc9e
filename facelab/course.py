"""Where the course and its trained weights are on this machine, and how its notebooks are named."""

import os
import re
from pathlib import Path

VARIABLE = "FACELAB_COURSE"
REGISTRY = "weights/registry.toml"  # what every clone and every release has, and no other folder
PACKAGE = Path(__file__).parent
NUMBER = re.compile(r"^\d\d_")


def course_folder() -> Path:
    """Find the folder of the course: a clone, or what students were given.

    The environment variable FACELAB_COURSE names it. Without it, it is the nearest folder from the working directory
    upwards that holds `weights/registry.toml`, then the one that this package lies in. Where there is none, as after
    `pip install` of the wheel, the working directory stands in for it.

    Returns
    -------
    Path

    Raises
    ------
    FileNotFoundError
        If FACELAB_COURSE names a folder that is not a course.

    Examples
    --------
    >>> course_folder().is_dir()
    True
    """
    if named := os.environ.get(VARIABLE):
        if not (Path(named) / REGISTRY).is_file():
            raise FileNotFoundError(f"{VARIABLE}={named}, but there is no {REGISTRY} in it; name the course's folder.")
        return Path(named)
    here = Path.cwd()
    candidates = (here, *here.parents, PACKAGE.parent)
    return next((folder for folder in candidates if (folder / REGISTRY).is_file()), here)


def weights_folder() -> Path:
    """Find the trained weights: those of the course's folder, or those inside the installed package."""
    of_course = course_folder() / "weights"
    return of_course if (of_course / "registry.toml").is_file() else PACKAGE / "zoo" / "weights"


def notebook_name(stem: str) -> str:
    """Take the number off the name of a notebook: it is the order, which may change; the rest is the identity.

    Parameters
    ----------
    stem : str
        Of the file, for example "02_eigenfaces".

    Returns
    -------
    str

    Examples
    --------
    >>> notebook_name("02_eigenfaces"), notebook_name("eigenfaces")
    ('eigenfaces', 'eigenfaces')
    """
    return NUMBER.sub("", stem)
