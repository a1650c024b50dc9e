"""The command `facelab` and its sub-commands."""

import typer

from facelab.cli.compare import compare
from facelab.cli.demo import demo
from facelab.cli.doctor import doctor
from facelab.cli.evaluate import evaluate
from facelab.cli.progress import progress
from facelab.cli.results import results
from facelab.cli.robustness import robustness
from facelab.cli.run import run
from facelab.cli.selftest import selftest
from facelab.cli.terminal import stop
from facelab.cli.transfer import transfer
from facelab.cli.weights import train, weights
from facelab.course import course_folder
from facelab.plugins import load_plugins

app = typer.Typer(
    help="Run a face-recognition course. Start with `facelab doctor`, then `facelab run`.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_show_locals=False,
)


@app.callback()
def check_course_folder() -> None:
    """Stop if FACELAB_COURSE is wrong, before any command fails for that."""
    try:
        course_folder()
    except FileNotFoundError as error:
        stop(str(error))


for command in (doctor, run, progress, demo, selftest, weights, train, compare, transfer, robustness, results):
    app.command()(command)
app.add_typer(evaluate, name="evaluate")
for add_commands in load_plugins("facelab.commands"):
    add_commands(app)
