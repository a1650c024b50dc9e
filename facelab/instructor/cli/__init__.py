"""The instructor's commands: `facelab release` and `facelab grade`."""

import typer

from facelab.instructor.cli.collect import collect
from facelab.instructor.cli.grade import run
from facelab.instructor.cli.release import release
from facelab.instructor.cli.weights import weights

grade = typer.Typer(help="Grade submissions in a sandbox, on this machine or on a cluster.", no_args_is_help=True)
for command in (run, collect, weights):
    grade.command()(command)


def add_commands(app: typer.Typer) -> None:
    """Add the instructor's commands to `facelab`; an entry point of the package names this function."""
    app.command()(release)
    app.add_typer(grade, name="grade")
