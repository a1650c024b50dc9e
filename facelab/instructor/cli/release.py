"""`facelab release`: the version that students get."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from facelab.cli.run import find_assignments, find_notebooks
from facelab.cli.terminal import console, stop
from facelab.course import course_folder


def release(
    out: Annotated[Path, typer.Option(help="Folder for the release; an older release there is replaced.")],
    assignment: Annotated[
        list[str] | None,
        typer.Option(help="Numbers (03), names or paths of notebooks; by default all, and assignments."),
    ] = None,
    settings: Annotated[
        Path | None,
        typer.Option(help="TOML file: exclude, weights, and tables of points and due dates; see docs/instructors.md."),
    ] = None,
    pack: Annotated[bool, typer.Option("--zip", help="Pack it, too: OUT.zip.")] = False,
) -> None:
    """Make the student version: notebooks without solutions and outputs, the package, weights, data notes.

    Twice the same release gives the same bytes.

        facelab release --out build/release --zip
        facelab release --out week1 --assignment 00 --settings week1.toml
    """
    try:
        from facelab.instructor.release.build import release as make_release
        from facelab.instructor.release.pack import check_zip_target, zip_release
        from facelab.instructor.release.settings import ReleaseSettings, read_settings
    except ModuleNotFoundError as error:
        stop(f"the package {error.name} is missing: a release is made from the instructor's version of the course.")
    try:
        chosen = read_settings(settings) if settings else ReleaseSettings()
        notebooks = find_notebooks(assignment or [])
        if not assignment:
            notebooks += find_assignments()
        if pack:
            check_zip_target(out)
        files = make_release(course_folder(), out, notebooks, chosen)
        packed = zip_release(out) if pack else None
    except (OSError, ValueError) as error:
        stop(str(error))
    where = f"{out}, packed as {packed}" if packed else str(out)
    console.print(f"{len(files)} files for students in {escape(where)}.")
