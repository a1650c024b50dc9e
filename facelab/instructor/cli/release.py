"""`facelab release`: the version that students get."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from facelab.cli.run import find_assignments, find_notebooks
from facelab.cli.terminal import console
from facelab.course import course_folder
from facelab.instructor.cli.errors import stop_on_error


def release(
    out: Annotated[Path, typer.Option(help="Folder for the release; an older release there is replaced.")],
    assignment: Annotated[
        list[str] | None,
        typer.Option(help="A notebook: name (eigenfaces), number (02) or path. Repeat it for more. Default: all."),
    ] = None,
    settings: Annotated[
        Path | None,
        typer.Option(help="TOML file: exclude, weights, points, due dates, model answers; see docs/instructors.md."),
    ] = None,
    pack: Annotated[bool, typer.Option("--zip", help="Also pack the release as OUT.zip.")] = False,
) -> None:
    """Make the student version: notebooks without solutions and outputs, the package, weights, data notes.

    The same course and settings always give the same bytes.

        facelab release --out build/release --zip
        facelab release --out week1 --assignment start_here --settings week1.toml
    """
    with stop_on_error():
        from facelab.instructor.release.pack import check_zip_target, zip_release

        notebooks = find_notebooks(assignment or []) + ([] if assignment else find_assignments())
        if pack:
            check_zip_target(out)
        files = _build(out, notebooks, settings)
        where = f"{out}, packed as {zip_release(out)}" if pack else str(out)
    console.print(f"{len(files)} files for students in {escape(where)}.")


def find_or_build_release(course: Path, release: Path | None = None) -> Path:
    """Find what students got; without a release in the grading folder, build it there from all notebooks."""
    folder = release or course / "release"
    if not release and not folder.exists():
        settings = course / "release.toml"
        _build(folder, find_notebooks([]) + find_assignments(), settings if settings.is_file() else None)
    return folder


def _build(out: Path, notebooks: list[Path], settings: Path | None) -> list[Path]:
    from facelab.instructor.release.build import build_release
    from facelab.instructor.release.settings import ReleaseSettings
    from facelab.toml_files import read_toml

    chosen = read_toml(settings, ReleaseSettings) if settings else ReleaseSettings()
    return build_release(course_folder(), out, notebooks, chosen)
