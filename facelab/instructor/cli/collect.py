"""`facelab grade collect`: from a learning platform's zip file to the course's folder."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from facelab.cli.terminal import console
from facelab.instructor.cli.errors import stop_on_error

SHOWN = 20


def collect(
    archive: Annotated[Path, typer.Argument(help="Zip file from the learning platform.")],
    course: Annotated[Path, typer.Argument(help="Folder that gets submitted/<student>/<assignment>/.")],
    assignment: Annotated[str, typer.Option(help="Name of the assignment, e.g. assignment_2_verifier.")],
    names: Annotated[
        str,
        typer.Option(help="How files are named: canvas, moodle, folders (<student>/<file>), or a regular expression."),
    ] = "canvas",
) -> None:
    """Bring a zip file of submissions into the course's folder, by the rules of nbgrader's zip_collect.

    Paths that lead elsewhere, links and archives that unpack to too much are
    refused. A regular expression needs the groups student_id and file_id, and
    is matched from the beginning of a file's path.

        facelab grade collect submissions.zip ~/courses/faces --assignment assignment_2_verifier
    """
    with stop_on_error():
        from facelab.instructor.intake.collect import unpack_submissions

        found = unpack_submissions(archive, course, assignment, names)
    console.print(f"{len(found.changed)} submissions of {escape(assignment)} in {escape(str(course / 'submitted'))}.")
    if found.unchanged:
        console.print(f"{len(found.unchanged)} more were there already; their dates stay.")
    for sentence in found.notes:
        console.print(escape(sentence), soft_wrap=True)
    for sentence in found.refused[:SHOWN]:
        console.print(f"[red]left out:[/] {escape(sentence)}", soft_wrap=True)
    if len(found.refused) > SHOWN:
        console.print(f"[red]{len(found.refused) - SHOWN} more files left out[/]")
