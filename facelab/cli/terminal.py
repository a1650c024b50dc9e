"""What all commands share: the console, progress lines, and how to stop with an error."""

import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Column

if TYPE_CHECKING:
    from facelab.zoo import Entry

for stream in (sys.stdout, sys.stderr):
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="replace")  # a Windows pipe may not know the mark ✔
DAY = 24 * 60 * 60  # seconds
console = Console(emoji=False)


def stop(sentence: str, code: int = 2) -> NoReturn:
    """Print one sentence in red to stderr and end the command."""
    Console(stderr=True, emoji=False).print(f"[red]{escape(sentence)}[/]")
    raise typer.Exit(code)


def progress_line() -> Progress:
    """Make a progress line: task, count, time taken, time left, and a note."""
    return Progress(
        TextColumn("{task.description}", table_column=Column(no_wrap=True)),
        MofNCompleteColumn(table_column=Column(no_wrap=True)),
        TimeElapsedColumn(table_column=Column(no_wrap=True)),
        TimeRemainingColumn(table_column=Column(no_wrap=True)),
        TextColumn("{task.fields[line]}", style="dim", table_column=Column(ratio=1, no_wrap=True, overflow="ellipsis")),
        console=console,
        transient=True,
        speed_estimate_period=DAY,  # one step may take an hour
        expand=True,
        disable=not console.is_terminal,
    )


def read_registry() -> dict[str, "Entry"]:
    """List the weights that the course ships, or stop."""
    from facelab.zoo import registry

    try:
        return registry()
    except ValueError as error:
        stop(str(error))
