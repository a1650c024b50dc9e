"""`facelab results`: the course's results on one page."""

from typing import Annotated

import typer
from rich.markdown import Markdown

from facelab.atomic import write_atomically
from facelab.cli.terminal import console, stop
from facelab.course import course_folder


def results(
    store: Annotated[bool, typer.Option("--store", help="Contributors: write docs/results.md.")] = False,
) -> None:
    """Show every stored result of the course, with its protocol, its spread and the command that measures it."""
    from facelab.evaluation.results import as_markdown, results  # here: TensorFlow takes seconds to load

    try:
        page = as_markdown(results())
    except (OSError, ValueError) as error:
        stop(f"the stored results cannot be read: {error}")
    if not store:
        console.print(Markdown(page))
        return
    path = course_folder() / "docs" / "results.md"
    if not path.parent.is_dir():
        stop(f"{path.parent} is missing; --store is for a clone of the course.")
    write_atomically(path, page)
    console.print(f"Written to {path}.")
