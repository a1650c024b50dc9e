"""The command `facelab`."""

from importlib.util import find_spec

import typer

from facelab.cli.doctor import doctor
from facelab.cli.evaluate import evaluate
from facelab.cli.run import run
from facelab.cli.selftest import selftest
from facelab.cli.weights import train, weights

app = typer.Typer(
    help="Run a face-recognition course. Start with `facelab doctor`, then `facelab run`.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_show_locals=False,
)
for command in (doctor, run, selftest, weights, train):
    app.command()(command)
app.add_typer(evaluate, name="evaluate")
if find_spec("facelab.grading"):  # the instructor's side; students do not have it
    from facelab.cli.grade import grade
    from facelab.cli.release import release

    app.command()(release)
    app.add_typer(grade, name="grade")
