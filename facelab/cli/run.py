"""`facelab run`: the notebooks from top to bottom."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from facelab.atomic import write_atomically
from facelab.cli.terminal import console, progress_line, stop
from facelab.course import course_folder, notebook_name

if TYPE_CHECKING:
    from facelab.run_notebooks import NotebookRun


def run(
    notebooks: Annotated[
        list[str] | None,
        typer.Argument(help="Names (eigenfaces), numbers (02) or paths; the whole course by default."),
    ] = None,
    build: Annotated[Path | None, typer.Option(help="Folder for the executed copies; build/ by default.")] = None,
    minutes: Annotated[
        float | None, typer.Option(min=0.05, max=1440, help="Time limit for each notebook; none by default.")
    ] = None,
    store: Annotated[bool, typer.Option("--store", help="Contributors: keep the outputs in the notebooks.")] = False,
) -> None:
    """Run notebooks from top to bottom and end with a table.

    A notebook that fails does not stop the others; one that takes three times as long as it did when it was stored is
    reported with the cell that is running. Ends with code 1 if any failed.

        facelab run                      the whole course
        facelab run eigenfaces facenet   two notebooks
    """
    build = build or course_folder() / "build"
    paths = find_notebooks(notebooks or [])
    _check_build_folder(build, paths)
    outcomes: list[NotebookRun] = []
    try:
        for path in paths:
            outcomes.append(_run_one(path, build, minutes, store))
    except KeyboardInterrupt:
        console.print("[red]Stopped by Ctrl-C.[/]")
        _print_table(outcomes)
        raise typer.Exit(130) from None
    _print_table(outcomes)
    raise typer.Exit(int(any(outcome.failure for outcome in outcomes)))


def _run_one(path: Path, build: Path, minutes: float | None, store: bool) -> "NotebookRun":
    try:  # here, so that `facelab doctor` works where nbclient is missing
        import nbformat

        from facelab.run_notebooks import run_notebook, store_minutes
    except ModuleNotFoundError as error:
        stop(f"the package {error.name} is missing; run `make env`, or `facelab doctor` to see what else is.")

    with progress_line() as progress:
        task = progress.add_task(escape(path.stem), line="starting the kernel", total=None)

        def on_cell(number: int, total: int, line: str) -> None:
            progress.update(task, completed=number, total=total, line=escape(line[:60]))

        def on_slow(number: int, stored: float) -> None:
            spent = f"cell {number} is running, and the notebook has taken 3 times its usual {stored:g} minutes"
            progress.console.print(f"[yellow]{escape(path.name)}: {spent}; it goes on.[/]", soft_wrap=True)

        outcome = run_notebook(path, build, minutes, on_cell, on_slow=on_slow)
    mark = "[red]✘[/]" if outcome.failure else "[green]✔[/]"
    console.print(f"{mark} {escape(outcome.title)} ({outcome.minutes:.1f} minutes, {outcome.cpu_minutes:.1f} of CPU)")
    if outcome.failure:
        console.print(f"  [red]{escape(f'{path.name}, {outcome.failure}')}[/]")
    elif store and outcome.notebook:
        store_minutes(outcome.notebook, outcome.minutes)
        try:
            write_atomically(path, nbformat.writes(outcome.notebook) + "\n")
        except OSError as error:
            stop(f"{path} could not be stored: {error.strerror}.")
    return outcome


def _check_build_folder(build: Path, paths: list[Path]) -> None:
    names = [path.name for path in paths]
    if len(set(names)) < len(names):
        stop("two of the notebooks have the same name, and one copy would overwrite the other; run them one by one.")
    if any(path.resolve().parent == build.resolve() for path in paths):
        stop(f"{build} holds the notebooks themselves; choose another folder for the executed copies.")
    try:
        build.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        stop(f"the folder {build} cannot be created ({error.strerror}); choose another with --build.")


def find_notebooks(wanted: list[str]) -> list[Path]:
    """Find notebooks by names, numbers or paths; the whole course by default; or stop."""
    folder = course_folder() / "notebooks"
    course = sorted(folder.glob("[0-9][0-9]_*.ipynb"))
    if not wanted:
        if not course:
            stop(f"{folder} holds no notebooks; run this in the course's folder.")
        return course
    known = course + find_assignments()
    found = []
    for name in wanted:
        exact = [path for path in known if notebook_name(path.stem) == notebook_name(name)]
        matches = [Path(name)] if Path(name).is_file() else exact or [path for path in known if _is_meant(path, name)]
        if len(matches) != 1:
            count = "several notebooks" if matches else "no notebook"
            names = ", ".join(notebook_name(path.stem) for path in known) or "none"
            stop(f"{count} for {name!r}; the course has {names}.")
        found += matches
    return list({path.resolve(): path for path in found}.values())


def find_assignments() -> list[Path]:
    """List the assignments of the course."""
    return sorted((course_folder() / "notebooks" / "assignments").glob("*.ipynb"))


def _is_meant(path: Path, name: str) -> bool:
    """Take the number, or the beginning of the name with or without it."""
    if name.isdigit():
        return path.stem.startswith(f"{name}_")
    return notebook_name(path.stem).startswith(notebook_name(name))


def _print_table(outcomes: list["NotebookRun"]) -> None:
    table = Table("notebook", "minutes", "CPU", "headline figure")
    for outcome in outcomes:
        headline = f"[red]{escape(outcome.failure)}[/]" if outcome.failure else escape(outcome.headline or "–")
        table.add_row(escape(outcome.title), f"{outcome.minutes:.1f}", f"{outcome.cpu_minutes:.1f}", headline)
    console.print(table)
