"""The command `facelab`."""

import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.box import SIMPLE
from rich.console import Console
from rich.markup import escape
from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Column, Table

from facelab.course import course_folder, write_whole

if TYPE_CHECKING:
    from facelab.runner import Outcome
    from facelab.weights import Entry

app = typer.Typer(
    help="Run a face-recognition course. Start with `facelab doctor`, then `facelab run`.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_show_locals=False,
)
for stream in (sys.stdout, sys.stderr):
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="replace")  # a Windows pipe may not know the mark ✔
console = Console()


@app.command()
def doctor() -> None:
    """Show what this machine has for the course, and what each missing part costs.

    Ends with code 1 if something is missing that every notebook needs.
    """
    from facelab.doctor import examine

    table = Table("", "found", Column("what it costs", overflow="fold"), title="facelab doctor")
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
    build: Annotated[Path | None, typer.Option(help="Folder for the executed copies; build/ by default.")] = None,
    minutes: Annotated[float, typer.Option(min=0.05, max=1440, help="Time limit for each notebook.")] = 10,
    store: Annotated[bool, typer.Option("--store", help="Contributors: keep the outputs in the notebooks.")] = False,
) -> None:
    """Run notebooks from top to bottom and end with a table.

    A notebook that fails does not stop the others. Ends with code 1 if any failed.

        facelab run            the whole course
        facelab run 03 04      two notebooks
    """
    build = build or course_folder() / "build"
    paths = _find_notebooks(notebooks or [])
    _check_build_folder(build, paths)
    outcomes: list[Outcome] = []
    try:
        for path in paths:
            outcomes.append(_run_one(path, build, minutes, store))
    except KeyboardInterrupt:
        console.print("[red]Stopped by Ctrl-C.[/]")
        _print_table(outcomes)
        raise typer.Exit(130) from None
    _print_table(outcomes)
    raise typer.Exit(int(any(outcome.failure for outcome in outcomes)))


@app.command()
def weights() -> None:
    """List the weights that the course ships, and verify that no file was changed.

    Ends with code 1 if a file is missing or changed.
    """
    columns = Column("", no_wrap=True), "trained on", "recipe", "fold", "AUC", "EER", "MiB"
    table = Table(
        *columns,
        title="facelab weights: AUC and EER on the people held out in the fold",
        box=SIMPLE,
        collapse_padding=True,
    )
    states = {}
    for name, entry in _read_registry().items():
        states[name] = entry.state()
        mark = "[green]✔[/]" if states[name] == "ok" else "[red]✘[/]"
        size = f"{entry.path.stat().st_size / 2**20:.1f}" if entry.path.is_file() else states[name]
        figures = str(entry.fold), f"{entry.auc:.4f}", f"{entry.eer:.4f}", size
        table.add_row(f"{mark} {escape(name)}", escape(entry.data), escape(entry.recipe), *figures)
    console.print(table)
    bad = [f"{name} ({state})" for name, state in states.items() if state != "ok"]
    if bad or not states:
        _stop(
            f"{len(bad)} of {len(states)} files cannot be trusted: {', '.join(bad) or 'there is no registry here'}; "
            "get them again with `git checkout weights`, or train one with `facelab train NAME --store`.",
            code=1,
        )
    console.print(f"All {len(states)} files are as the registry says.")


@app.command()
def train(
    names: Annotated[list[str], typer.Argument(help="As `facelab weights` lists them, for example orl-triplet-0.")],
    folder: Annotated[
        Path | None, typer.Option("--to", help="Folder for the weights; build/weights by default.")
    ] = None,
    store: Annotated[
        bool, typer.Option("--store", help="Contributors: put the weights and their figures into weights/.")
    ] = False,
) -> None:
    """Train shipped weights again, by the recorded recipe, data, steps and seed.

    Takes minutes. On another machine or version the last digits differ, and so does the file's SHA-256.
    """
    known = _read_registry()
    if unknown := [name for name in names if name not in known]:
        _stop(f"the registry has no {', '.join(unknown)}; it has {', '.join(known) or 'nothing'}.")
    if store and folder:
        _stop("--store writes into weights/, --to into a folder of yours; take one of them.")
    folder = course_folder() / "weights" if store else folder or course_folder() / "build" / "weights"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        _stop(f"{folder} cannot be made into a folder ({error.strerror}); choose another with --to.")
    from facelab.trained import held_out, judge, train_entry  # here: TensorFlow takes seconds to load
    from facelab.weights import record, save

    for name in names:
        entry = known[name]
        console.print(f"{escape(name)}: {entry.recipe} on {entry.data}, {entry.steps:,} steps")
        try:
            network = train_entry(entry)
            curve = judge(network, held_out(entry))
            save(network, folder / f"{name}.hdf5")
            if store:
                record(entry, curve.auc, curve.eer)
        except (OSError, ValueError) as error:
            _stop(f"{name}: {error}")
        console.print(
            f"{name}: AUC {curve.auc:.4f} (recorded {entry.auc:.4f}), EER {curve.eer:.4f} (recorded {entry.eer:.4f}) "
            f"on the people held out; saved as {folder / name}.hdf5"
        )


def _run_one(path: Path, build: Path, minutes: float, store: bool) -> "Outcome":
    try:
        from facelab.runner import run_notebook  # here, so that `facelab doctor` works where nbclient is missing
    except ModuleNotFoundError as error:
        _stop(f"the package {error.name} is missing; run `make env`, or `facelab doctor` to see what else is.")

    with _progress() as progress:
        task = progress.add_task(escape(path.stem), line="starting the kernel", total=None)
        outcome = run_notebook(
            path,
            build,
            minutes,
            lambda number, total, line: progress.update(task, completed=number, total=total, line=escape(line[:60])),
        )
    mark = "[red]✘[/]" if outcome.failure else "[green]✔[/]"
    console.print(f"{mark} {escape(outcome.title)} ({outcome.minutes:.1f} min)")
    if outcome.failure:
        console.print(f"  [red]{escape(f'{path.name}, {outcome.failure}')}[/]")
    elif store:
        try:
            write_whole(path, (build / path.name).read_text(encoding="utf-8"))
        except OSError as error:
            _stop(f"{path} could not be stored: {error.strerror}.")
    return outcome


def _check_build_folder(build: Path, paths: list[Path]) -> None:
    names = [path.name for path in paths]
    if len(set(names)) < len(names):
        _stop("two of the notebooks have one name, and one copy would overwrite the other; run them one by one.")
    if any(path.resolve().parent == build.resolve() for path in paths):
        _stop(f"{build} holds the notebooks themselves; choose another folder for the executed copies.")
    try:
        build.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        _stop(f"{build} cannot be made into a folder ({error.strerror}); choose another with --build.")


def _find_notebooks(wanted: list[str]) -> list[Path]:
    folder = course_folder() / "notebooks"
    course = sorted(folder.glob("[0-9][0-9]_*.ipynb"))
    if not wanted:
        if not course:
            _stop(f"{folder} holds no notebooks; run this in the course's folder.")
        return course
    found = []
    for name in wanted:
        matches = [Path(name)] if Path(name).is_file() else [path for path in course if path.name.startswith(name)]
        if len(matches) != 1:
            count = "several notebooks" if matches else "no notebook"
            _stop(f"{count} for {name!r}; the course has {', '.join(path.stem for path in course) or 'none'}.")
        found += matches
    return list({path.resolve(): path for path in found}.values())


def _read_registry() -> dict[str, "Entry"]:
    from facelab.weights import registry

    try:
        return registry()
    except ValueError as error:
        _stop(str(error))


def _stop(sentence: str, code: int = 2) -> NoReturn:
    Console(stderr=True).print(f"[red]{escape(sentence)}[/]")
    raise typer.Exit(code)


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}", table_column=Column(no_wrap=True)),
        MofNCompleteColumn(table_column=Column(no_wrap=True)),
        TimeElapsedColumn(table_column=Column(no_wrap=True)),
        TextColumn("{task.fields[line]}", style="dim", table_column=Column(ratio=1, no_wrap=True, overflow="ellipsis")),
        console=console,
        transient=True,
        expand=True,
        disable=not console.is_terminal,
    )


def _print_table(outcomes: list["Outcome"]) -> None:
    table = Table("notebook", "minutes", "headline figure")
    for outcome in outcomes:
        headline = f"[red]{escape(outcome.failure)}[/]" if outcome.failure else escape(outcome.headline or "–")
        table.add_row(escape(outcome.title), f"{outcome.minutes:.1f}", headline)
    console.print(table)


if __name__ == "__main__":
    app()
