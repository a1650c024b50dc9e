"""Build a release: notebooks without solutions, the package without the instructor's side, weights, data notes."""

import hashlib
import re
import shutil
from collections.abc import Collection, Iterable
from pathlib import Path
from uuid import uuid4

import nbformat

from facelab.course import notebook_name, weights_folder
from facelab.exercises.model_answers import encode_model_answers, find_model_answers
from facelab.exercises.notebook_cells import read_cells
from facelab.instructor.release.settings import ReleaseSettings
from facelab.instructor.release.student_notebook import grade_ids, needed_answers, student_notebook
from facelab.zoo import registry

FILES = "LICENSE", "LICENSE-TEXT.md", "Makefile", "environment.yml", "pyproject.toml", "requirements.lock"
MEASURED = ".csv", ".npz"  # figures and distances, in weights/
ASSIGNMENTS = "assignments"  # their folder, in notebooks/
MODEL_ANSWERS = "facelab/exercises/model_answers.json"
INSTRUCTOR = "facelab/instructor"  # what students never get; everything else of the package they do
MANIFEST = ".facelab-release"  # SHA-256 of each file; a folder that holds anything else is never replaced
WEIGHTS = re.compile(r"(?:orl|lfw)-[a-z-]*[a-z](?:-\d)?")  # as notebooks name them: one network, or those of all folds


def build_release(course: Path, out: Path, notebooks: Iterable[Path], settings: ReleaseSettings) -> list[Path]:
    """Write the student version of the course into a folder, complete or not at all, and list its files.

    An older release there is replaced; a folder that holds anything else is refused.
    """
    sources = {path: nbformat.read(path, as_version=4) for path in sorted(notebooks)}
    _check_settings(settings, sources)
    _check_target(out)
    weights = _needed_weights(sources, settings)
    building, old = (out.with_name(f".{out.name}.{uuid4().hex}.{part}") for part in ("tmp", "old"))
    try:
        for path, notebook in sources.items():
            version = student_notebook(notebook, settings, settings.due.get(notebook_name(path.stem)))
            inside = path.parent.name if path.parent.name == ASSIGNMENTS else ""
            _write(building / "notebooks" / inside / path.name, nbformat.writes(version) + "\n")
        _copy_course(course, building, weights)
        if settings.model_answers:
            _write(building / MODEL_ANSWERS, encode_model_answers(_model_answers(sources, settings.exclude)))
        digests = _digests(building)
        _write(building / MANIFEST, "".join(f"{digest}  {name}\n" for name, digest in digests.items()))
        if out.exists():
            out.rename(old)
        building.rename(out)
    finally:
        shutil.rmtree(building, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
    return [Path(name) for name in digests]


def _model_answers(notebooks: Iterable[Path], excluded: Collection[str]) -> dict[str, str]:
    """Collect the model answers of notebooks; those of assignments stay with the instructor."""
    cells = (cell for path in notebooks if path.parent.name != ASSIGNMENTS for cell in read_cells(path))
    return {name: text for name, text in find_model_answers(cells).items() if name not in excluded}


def released_files(out: Path) -> list[Path]:
    """List the files of a release, without what was put beside them; raise ValueError if one is missing."""
    files = [out / name for name in _read_manifest(out)]
    if not files or not all(path.is_file() for path in files):
        raise ValueError(f"{out} is not a complete release; make one with `facelab release --out {out}`.")
    return files


def _check_settings(settings: ReleaseSettings, sources: dict[Path, nbformat.NotebookNode]) -> None:
    """Refuse settings that name what does not exist, or exclude what other cells need."""
    exercises = {name for notebook in sources.values() for name in grade_ids(notebook)}
    used: dict[str, tuple[Collection[str], Collection[str]]] = {
        "exclude": (settings.exclude, exercises),
        "points": (settings.points, exercises),
        "due": (settings.due, {notebook_name(path.stem) for path in sources}),
        "weights": (settings.weights or (), registry()),
    }
    for key, (names, known) in used.items():
        if unknown := sorted(set(names) - set(known)):
            raise ValueError(f"{key} names {', '.join(unknown)}, expected any of {', '.join(sorted(known)) or 'none'}.")
    for notebook in sources.values():
        for exercise, name in needed_answers(notebook, settings.exclude):
            raise ValueError(f"exclude names {exercise}, but other cells use its {name}: exclude them, too.")


def _needed_weights(sources: dict[Path, nbformat.NotebookNode], settings: ReleaseSettings) -> set[str]:
    """Choose the weights of the settings, or those that the notebooks name."""
    if settings.weights is None:
        return _named_weights(cell.source for notebook in sources.values() for cell in notebook.cells)
    for path, notebook in sources.items():
        loaded = _named_weights(cell.source for cell in notebook.cells if cell.cell_type == "code")
        if missing := sorted(loaded - set(settings.weights)):
            raise ValueError(f"weights lacks {', '.join(missing)}, which {path.stem} loads; add them.")
    return set(settings.weights)


def _named_weights(sources: Iterable[str]) -> set[str]:
    named = set(WEIGHTS.findall("\n".join(sources)))
    return {name for name in registry() if name in named or name.rpartition("-")[0] in named}


def _check_target(out: Path) -> None:
    if not out.exists() and not out.is_symlink():
        return
    if out.is_symlink() or not out.is_dir():
        raise ValueError(f"{out} is not a folder; choose another one.")
    known = _read_manifest(out)
    if own := sorted(name for name, digest in _digests(out).items() if known.get(name) != digest):
        raise ValueError(
            f"{out} holds {own[0]}, which was not released like that; move it away, or choose a new folder."
        )


def _read_manifest(out: Path) -> dict[str, str]:
    """Read the SHA-256 of each released file, by name; of a folder that is not a release, nothing."""
    path = out / MANIFEST
    return dict(line.split("  ", 1)[::-1] for line in path.read_text().splitlines()) if path.is_file() else {}


def _digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path != folder / MANIFEST)
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _copy_course(course: Path, building: Path, weights: set[str]) -> None:
    sources = {name: course / name for name in (*FILES, "data/README.md", "data/consent_form.md")}
    sources |= {
        "README.md": course / "docs" / "students.md",
        "weights/registry.toml": weights_folder() / "registry.toml",
        **{f"weights/{path.name}": path for path in sorted(weights_folder().iterdir()) if path.suffix in MEASURED},
    }
    sources |= {f"weights/{entry.path.name}": entry.path for name, entry in registry().items() if name in weights}
    files = [path for path in sorted((course / "facelab").rglob("*")) if path.is_file()]
    package = [path.relative_to(course) for path in files if "__pycache__" not in path.parts]
    sources |= {path.as_posix(): course / path for path in package if not path.is_relative_to(INSTRUCTOR)}
    for name, path in sources.items():
        _write(building / name, path.read_bytes())


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
