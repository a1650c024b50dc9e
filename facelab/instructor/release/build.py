"""What students get: notebooks without solutions, the package without the instructor's side, weights, data notes."""

import hashlib
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

import nbformat

from facelab.course import notebook_name, weights_folder
from facelab.instructor.release.settings import ReleaseSettings
from facelab.instructor.release.student_notebook import grade_ids, needed_answers, student_notebook
from facelab.zoo import registry

FILES = "LICENSE", "LICENSE-TEXT.md", "Makefile", "environment.yml", "pyproject.toml", "requirements.lock"
ASSIGNMENTS = "assignments"  # their folder, in notebooks/
INSTRUCTOR = "facelab/instructor"  # what students never get
MARK = ".facelab-release"  # SHA-256 of each file; a folder that holds anything else is never replaced
WEIGHTS = re.compile(r"orl-[a-z-]*[a-z](?:-\d)?")  # as notebooks name them: one network, or those of all folds


def release(course: Path, out: Path, notebooks: Iterable[Path], settings: ReleaseSettings) -> list[Path]:
    """Write the student version of the course into a folder.

    Written beside the folder first and then renamed: a release that fails leaves no half of one.

    Parameters
    ----------
    course : Path
        The course's folder.
    out : Path
        Where the release goes. An older release there is replaced; anything else is refused.
    notebooks : iterable of Path
        With solutions.
    settings : ReleaseSettings

    Returns
    -------
    list of Path
        The files, relative to `out`.

    Raises
    ------
    ValueError
        If a setting names something that is not there, or `out` holds other files.
    """
    sources = {path: nbformat.read(path, as_version=4) for path in sorted(notebooks)}
    check_settings(settings, sources)
    _check_target(out)
    needed = _needed_weights(sources, settings)
    building, old = (out.with_name(f".{out.name}.{uuid4().hex}.{part}") for part in ("tmp", "old"))
    try:
        for path, notebook in sources.items():
            version = student_notebook(notebook, settings, settings.due.get(notebook_name(path.stem)))
            inside = path.parent.name if path.parent.name == ASSIGNMENTS else ""
            _write(building / "notebooks" / inside / path.name, nbformat.writes(version) + "\n")
        _copy_course(course, building, needed)
        digests = _digests(building)
        _write(building / MARK, "".join(f"{digest}  {name}\n" for name, digest in digests.items()))
        if out.exists():
            out.rename(old)
        building.rename(out)
    finally:
        shutil.rmtree(building, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
    return [Path(name) for name in digests]


def released_files(out: Path) -> list[Path]:
    """List the files of a release; what was put beside them does not count.

    Parameters
    ----------
    out : Path

    Returns
    -------
    list of Path

    Raises
    ------
    ValueError
        If there is no release, or files of it are missing.
    """
    mark = out / MARK
    names = [line.partition("  ")[2] for line in mark.read_text().splitlines()] if mark.is_file() else []
    files = [out / name for name in names]
    if not files or not all(path.is_file() for path in files):
        raise ValueError(f"{out} holds no whole release; make one with `facelab release --out {out}`.")
    return files


def check_settings(settings: ReleaseSettings, sources: dict[Path, nbformat.NotebookNode]) -> None:
    """Refuse settings that name what is not there, or leave out what other cells need.

    Parameters
    ----------
    settings : ReleaseSettings
    sources : dict of Path to NotebookNode

    Raises
    ------
    ValueError
    """
    exercises = {name for notebook in sources.values() for name in grade_ids(notebook)}
    names, weights = {notebook_name(path.stem) for path in sources}, set(registry())
    for key, used, known in (
        ("exclude", settings.exclude, exercises),
        ("points", set(settings.points), exercises),
        ("due", set(settings.due), names),
        ("weights", settings.weights or set(), weights),
    ):
        if unknown := set(used) - known:
            raise ValueError(
                f"{key} names {', '.join(sorted(unknown))}; there is {', '.join(sorted(known)) or 'nothing'}."
            )
    for notebook in sources.values():
        for excluded, name in needed_answers(notebook, settings.exclude):
            raise ValueError(f"exclude names {excluded}, but other cells use its {name}: leave them out, too.")


def _needed_weights(sources: dict[Path, nbformat.NotebookNode], settings: ReleaseSettings) -> set[str]:
    """Find the weights that go out: those of the settings, or those that the notebooks name."""
    given: set[str] = set(settings.weights or ())
    for path, notebook in sources.items():
        if settings.weights is None:
            given |= _named_weights(cell.source for cell in notebook.cells)
        elif missing := _named_weights(cell.source for cell in notebook.cells if cell.cell_type == "code") - given:
            raise ValueError(f"weights lacks {', '.join(sorted(missing))}, which {path.stem} loads; name them, too.")
    return given


def _named_weights(texts: Iterable[str]) -> set[str]:
    named = set(WEIGHTS.findall("\n".join(texts)))
    return {name for name in registry() if name in named or name.rpartition("-")[0] in named}


def _check_target(out: Path) -> None:
    if not out.exists() and not out.is_symlink():
        return
    if out.is_symlink() or not out.is_dir():
        raise ValueError(f"{out} is no folder; name a new one.")
    mark = out / MARK
    known = dict(line.split("  ")[::-1] for line in mark.read_text().splitlines()) if mark.is_file() else {}
    if own := sorted(name for name, digest in _digests(out).items() if known.get(name) != digest):
        raise ValueError(f"{out} holds {own[0]}, which is not as it was released; move it away, or name a new folder.")


def _digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path != folder / MARK)
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _copy_course(course: Path, building: Path, weights: set[str]) -> None:
    for name in FILES:
        _write(building / name, (course / name).read_bytes())
    _write(building / "README.md", (course / "docs" / "students.md").read_bytes())
    _write(building / "data" / "README.md", (course / "data" / "README.md").read_bytes())
    for path in sorted((course / "facelab").rglob("*.py")):
        place = path.relative_to(course)
        if not place.is_relative_to(INSTRUCTOR):
            _write(building / place, path.read_bytes())
    _write(building / "weights" / "registry.toml", (weights_folder() / "registry.toml").read_bytes())
    for name, entry in registry().items():
        if name in weights:
            _write(building / "weights" / entry.path.name, entry.path.read_bytes())


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
