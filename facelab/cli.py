"""The command `facelab`."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from facelab.course import course_folder, write_whole

app = typer.Typer(
    help="Run a face-recognition course. Start with `facelab doctor`, then `facelab run`.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_show_locals=False,
)
console = Console()


@app.command()
def doctor() -> None:
    """Show what this machine has for the course, and what each missing part costs.

    Ends with code 1 if something is missing that every notebook needs.
    """
    from facelab.doctor import examine

    table = Table("", "found", "what it costs", title="facelab doctor")
    lacking = False
    for what, found, cost, needed in examine():
        lacking |= needed and bool(cost)
        mark = "[green]✔[/]" if not cost else "[red]✘[/]" if needed else "[yellow]–[/]"
        table.add_row(f"{mark} {what}", escape(found), escape(cost))
    console.print(table)
    console.print("[red]Something every notebook needs is missing.[/]" if lacking else "Ready: the course will run.")
    raise typer.Exit(int(lacking))


@app.command()
def run(
    notebooks: Annotated[
        list[str] | None,
        typer.Argument(help="Numbers (03), names (03_eigenfaces) or paths; all of the course by default."),
    ] = None,
    build: Annotated[Path, typer.Option(help="Folder for the executed copies.")] = Path("build"),
    minutes: Annotated[float, typer.Option(min=0.05, help="Time limit for each notebook.")] = 10,
    store: Annotated[bool, typer.Option("--store", help="Contributors: keep the outputs in the notebooks.")] = False,
) -> None:
    """Run notebooks from top to bottom and end with a table.

    A notebook that fails does not stop the others. Ends with code 1 if any failed.

        facelab run            the whole course
        facelab run 03 04      two notebooks
    """
    from facelab.runner import run_notebook

    outcomes = []
    for path in _find_notebooks(notebooks or []):
        with _progress() as progress:
            task = progress.add_task(path.stem, line="starting the kernel", total=None)

            def show(number: int, total: int, line: str, progress=progress, task=task) -> None:
                progress.update(task, completed=number, total=total, line=escape(line[:60]))

            outcome = run_notebook(path, build, minutes, show)
        mark = "[red]✘[/]" if outcome.failure else "[green]✔[/]"
        console.print(f"{mark} {escape(outcome.title)} ({outcome.minutes:.1f} min)")
        if outcome.failure:
            console.print(f"  [red]{path.name}, {escape(outcome.failure)}[/]")
        elif store:
            write_whole(path, (build / path.name).read_text(encoding="utf-8"))
        outcomes.append((path, outcome))
    _print_table(outcomes)
    raise typer.Exit(int(any(outcome.failure for _, outcome in outcomes)))


def _find_notebooks(wanted: list[str]) -> list[Path]:
    folder = course_folder() / "notebooks"
    course = sorted(folder.glob("[0-9][0-9]_*.ipynb"))
    if not wanted:
        if not course:
            _stop(f"{folder} holds no notebooks; run this in the course's folder.")
        return course
    found = []
    for name in wanted:
        matches = [Path(name)] if Path(name).is_file() else [path for path in course if path.stem.startswith(name)]
        if len(matches) != 1:
            count = "several notebooks" if matches else "no notebook"
            _stop(f"{count} for {name!r}; the course has {', '.join(path.stem for path in course) or 'none'}.")
        found += matches
    return found


def _stop(sentence: str) -> None:
    Console(stderr=True).print(f"[red]{escape(sentence)}[/]")
    raise typer.Exit(2)


def _progress() -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[line]}", style="dim"),
        console=console,
        transient=True,
    )


def _print_table(outcomes: list) -> None:
    table = Table("notebook", "minutes", "headline figure")
    for _, outcome in outcomes:
        headline = f"[red]{escape(outcome.failure)}[/]" if outcome.failure else escape(outcome.headline or "–")
        table.add_row(escape(outcome.title), f"{outcome.minutes:.1f}", headline)
    console.print(table)


if __name__ == "__main__":
    app()
