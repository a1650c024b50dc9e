"""`facelab grade run`: scores, a gradebook, feedback, and a list of what needs a person."""

from pathlib import Path
from typing import Annotated

import typer

from facelab.cli.terminal import console
from facelab.instructor.cli.errors import stop_on_error

UNSAFE = (
    "Without a sandbox, students' code can read and change all that you can: answers, grades, your files. "
    "Every result will say so."
)


# Typer reads the options from the parameters: that is why there are so many
def run(
    course: Annotated[Path, typer.Argument(help="Folder with submitted/<student>/<assignment>/.")],
    policy: Annotated[Path | None, typer.Option(help="How points are given (default: COURSE/policy.toml).")] = None,
    release: Annotated[
        Path | None, typer.Option(help="What students got (default: COURSE/release, made if missing).")
    ] = None,
    gradebook: Annotated[str | None, typer.Option(help="Database URL (default: COURSE/gradebook.db).")] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Concurrent runs (default: fits cores and memory).")
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(help="Address of a running Dask scheduler, e.g. tcp://head:8786.")
    ] = None,
    tls_ca: Annotated[Path | None, typer.Option(help="For tls://: certificate of the authority.")] = None,
    tls_cert: Annotated[Path | None, typer.Option(help="For tls://: your certificate.")] = None,
    tls_key: Annotated[Path | None, typer.Option(help="For tls://: its key.")] = None,
    unsafe: Annotated[bool, typer.Option("--unsafe-no-sandbox", help=UNSAFE)] = False,
) -> None:
    """Grade all submissions that are new or have changed.

    Stop it whenever you like: what is graded stays graded, the rest follows
    the next time. Ends with gradebook.db, grades.csv, canvas.csv, feedback/,
    autograded/ and report.html in the course's folder.

        facelab grade run ~/courses/faces
        facelab grade run ~/courses/faces --scheduler tcp://head:8786
    """
    if unsafe:
        console.print(f"[red]{UNSAFE}[/]")
    with stop_on_error():
        from facelab.instructor.cli.grade_folder import Machines, grade_folder, print_table

        machines = Machines(workers, scheduler, tls_ca, tls_cert, tls_key)
        print_table(grade_folder(course, policy, release, gradebook, machines, unsafe), course)
