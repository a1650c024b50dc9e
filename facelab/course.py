"""Where the course lies on this machine, and how its files are written."""

from pathlib import Path
from uuid import uuid4


def course_folder() -> Path:
    """Find the course: the nearest folder, from here upwards, that holds `notebooks/`.

    Returns
    -------
    Path
        The working directory itself if there is none.

    Examples
    --------
    >>> course_folder().is_dir()
    True
    """
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / "notebooks").is_dir()), here)


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file under a temporary name and rename it, so that no half file is ever seen.

    Parameters
    ----------
    path : Path
    content : str or bytes
        A text is written as UTF-8.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_whole(Path(folder) / "a.txt", "whole")
    ...     [file.name for file in Path(folder).iterdir()]
    ['a.txt']
    """
    temporary = path.with_name(f".{path.name}.{uuid4().hex}.tmp")
    try:
        temporary.write_bytes(content.encode() if isinstance(content, str) else content)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
