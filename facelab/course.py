"""Where the course and its trained weights are on this machine, and how its notebooks are named."""

import os
import re
from pathlib import Path

VARIABLE = "FACELAB_COURSE"
REGISTRY = "weights/registry.toml"  # every clone and every release has it, and no other folder
PACKAGE = Path(__file__).parent


def course_folder() -> Path:
    """Find the folder of the course: a clone, or a release for students.

    The environment variable FACELAB_COURSE names it. Without it, it is the nearest folder from the working directory
    upwards that holds `weights/registry.toml`, else the one around this package. Where there is none, as after
    `pip install` of the wheel, the working directory stands in for it.

    Returns
    -------
    Path
        Absolute.

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
        folder = Path(named).expanduser().absolute()
        if not _is_course(folder):
            raise FileNotFoundError(f"{VARIABLE}={named}, but there is no {REGISTRY} in it; name the course's folder.")
        return folder
    here = Path.cwd()
    return next(filter(_is_course, (here, *here.parents, PACKAGE.parent)), here)


def weights_folder() -> Path:
    """Find the trained weights: those of the course's folder, else those inside the installed package."""
    folder = course_folder()
    return folder / "weights" if _is_course(folder) else PACKAGE / "zoo" / "weights"


def _is_course(folder: Path) -> bool:
    return os.path.isfile(folder / REGISTRY)  # unlike Path.is_file, False where we may not look


def notebook_name(stem: str) -> str:
    """Strip the number from the name of a notebook: it is the order, which may change; the rest is the identity.

    Parameters
    ----------
    stem : str
        The name of its file without the ending, e.g. "02_eigenfaces".

    Returns
    -------
    str

    Examples
    --------
    >>> notebook_name("02_eigenfaces"), notebook_name("eigenfaces")
    ('eigenfaces', 'eigenfaces')
    """
    return re.sub(r"^\d\d_", "", stem)
