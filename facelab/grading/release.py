"""What students get: notebooks without solutions, the package without the instructor's side, weights, data notes."""

import io
import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

import nbformat

from facelab.course import write_whole
from facelab.grading.settings import ReleaseSettings
from facelab.grading.student_notebook import grade_ids, student_notebook
from facelab.weights import registry

FILES = "LICENSE", "LICENSE-TEXT.md", "Makefile", "environment.yml", "pyproject.toml", "requirements.lock"
ASSIGNMENTS = "assignments"  # their folder, in notebooks/
NEVER = {"facelab/grading", "facelab/cli/release.py"}  # the instructor's side
MARK = ".facelab-release"  # lists the files; a folder without it is never replaced
ZIP_TIME = 1980, 1, 1, 0, 0, 0  # the same bytes every time


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
    _check_settings(settings, sources)
    _check_target(out)
    building = out.with_name(f".{out.name}.{uuid4().hex}.tmp")
    try:
        for path, notebook in sources.items():
            version = student_notebook(notebook, settings, settings.due.get(path.stem))
            inside = path.parent.name if path.parent.name == ASSIGNMENTS else ""
            _write(building / "notebooks" / inside / path.name, nbformat.writes(version) + "\n")
        _copy_course(course, building, settings)
        files = sorted(path.relative_to(building) for path in building.rglob("*") if path.is_file())
        _write(building / MARK, "".join(f"{file.as_posix()}\n" for file in files))
        if out.exists():
            shutil.rmtree(out)
        building.rename(out)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return files


def zip_release(out: Path) -> Path:
    """Pack a release into a zip file beside it; the same release gives the same bytes.

    Parameters
    ----------
    out : Path

    Returns
    -------
    Path
        The zip file.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(out.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(f"{out.name}/{path.relative_to(out).as_posix()}", ZIP_TIME)
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                archive.writestr(entry, path.read_bytes())
    target = out.with_name(f"{out.name}.zip")
    write_whole(target, packed.getvalue())
    return target


def _check_settings(settings: ReleaseSettings, sources: dict[Path, nbformat.NotebookNode]) -> None:
    exercises = {name for notebook in sources.values() for name in grade_ids(notebook)}
    stems, weights = {path.stem for path in sources}, set(registry())
    for key, used, known in (
        ("exclude", settings.exclude, exercises),
        ("points", set(settings.points), exercises),
        ("due", set(settings.due), stems),
        ("weights", settings.weights or set(), weights),
    ):
        if unknown := set(used) - known:
            raise ValueError(
                f"{key} names {', '.join(sorted(unknown))}; there is {', '.join(sorted(known)) or 'nothing'}."
            )


def _check_target(out: Path) -> None:
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / MARK).is_file())):
        raise ValueError(f"{out} holds something that is no release; name a new folder.")


def _copy_course(course: Path, building: Path, settings: ReleaseSettings) -> None:
    for name in FILES:
        _write(building / name, (course / name).read_bytes())
    _write(building / "README.md", (course / "docs" / "students.md").read_bytes())
    _write(building / "data" / "README.md", (course / "data" / "README.md").read_bytes())
    for path in sorted((course / "facelab").rglob("*.py")):
        place = path.relative_to(course)
        if not any(place.as_posix().startswith(part) for part in NEVER):
            _write(building / place, path.read_bytes())
    _write(building / "weights" / "registry.toml", (course / "weights" / "registry.toml").read_bytes())
    for name, entry in registry().items():
        if settings.weights is None or name in settings.weights:
            _write(building / "weights" / entry.path.name, entry.path.read_bytes())


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
