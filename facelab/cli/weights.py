"""`facelab weights` and `facelab train`: the networks that the course ships."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.box import SIMPLE
from rich.markup import escape
from rich.table import Column, Table

from facelab.cli.terminal import console, read_registry, stop
from facelab.course import course_folder, weights_folder

if TYPE_CHECKING:
    from facelab.zoo import Entry

LABELS = {"auc": "AUC", "eer": "EER", "accuracy": "accuracy"}


def weights(
    evaluate: Annotated[
        list[str] | None,
        typer.Option("--evaluate", help="Measure a network again, beside what the registry says; may be repeated."),
    ] = None,
) -> None:
    """List the weights that the course ships, and verify that no file was changed.

    Ends with code 1 if a file is missing or changed.
    """
    if evaluate:
        _measure_again(evaluate)
        return
    columns = Column("", no_wrap=True), "trained on", "recipe", "fold", "AUC", "EER", "MiB"
    table = Table(
        *columns,
        title="facelab weights: AUC and EER on the held-out people of the fold",
        box=SIMPLE,
        collapse_padding=True,
    )
    states = {}
    for name, entry in read_registry().items():
        states[name] = entry.state()
        mark = "[green]✔[/]" if states[name] == "ok" else "[red]✘[/]"
        size = f"{entry.path.stat().st_size / 2**20:.1f}" if entry.path.is_file() else states[name]
        figures = str(entry.fold), f"{entry.auc:.4f}", f"{entry.eer:.4f}", size
        table.add_row(f"{mark} {escape(name)}", escape(entry.data), escape(entry.recipe), *figures)
    console.print(table)
    bad = [f"{name} ({state})" for name, state in states.items() if state != "ok"]
    if bad or not states:
        stop(
            f"{len(bad)} of {len(states)} files cannot be trusted: {', '.join(bad) or 'the registry is empty'}; "
            "take them from the course again, or train one with `facelab train NAME --store`.",
            code=1,
        )
    console.print(f"All {len(states)} files are as the registry says.")


def train(
    names: Annotated[list[str], typer.Argument(help="Names from `facelab weights`, e.g. orl-triplet-0.")],
    folder: Annotated[
        Path | None, typer.Option("--to", help="Folder for the weights; build/weights by default.")
    ] = None,
    store: Annotated[
        bool, typer.Option("--store", help="Contributors: put the weights and their figures into weights/.")
    ] = False,
) -> None:
    """Train shipped weights again, by the recorded recipe, data, steps and seed.

    This takes minutes. On another machine or version the last digits differ, and so does the file's SHA-256.
    """
    known = _entries(names)
    if store and folder:
        stop("--store writes into weights/, --to into a folder of your own; expected only one of them.")
    folder = weights_folder() if store else folder or course_folder() / "build" / "weights"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        stop(f"the folder {folder} cannot be created ({error.strerror}); choose another with --to.")
    from facelab.weights import save  # here: TensorFlow takes seconds to load
    from facelab.zoo.evaluate import figures_of
    from facelab.zoo.recipes import train_entry
    from facelab.zoo.registry import update_entry

    for name in names:
        entry = known[name]
        afterwards = f", then {entry.fine_tuning:,} on ORL alone" if entry.fine_tuning else ""
        console.print(f"{escape(name)}: {entry.recipe} on {entry.data}, {entry.steps:,} steps{afterwards}")
        try:
            network = train_entry(entry)
            figures = figures_of(network, entry)
            save(network, folder / f"{name}.hdf5")
            if store:
                update_entry(entry, **figures)
        except (OSError, ValueError) as error:
            stop(f"{name}: {error}")
        console.print(f"{_beside_recorded(figures, entry)}; saved as {folder / name}.hdf5")


def _measure_again(names: list[str]) -> None:
    """Print the figures of shipped networks beside the recorded ones."""
    known = _entries(names)
    from facelab.zoo.evaluate import figures_of  # here: TensorFlow takes seconds to load
    from facelab.zoo.load import load_trained

    for name in names:
        try:
            figures = figures_of(load_trained(name), known[name])
        except (OSError, ValueError) as error:
            stop(f"{name}: {error}")
        console.print(_beside_recorded(figures, known[name]))


def _entries(names: list[str]) -> dict[str, "Entry"]:
    """Read the registry, and refuse names that it does not have."""
    known = read_registry()
    if unknown := [name for name in names if name not in known]:
        stop(f"the registry has no {', '.join(unknown)}; it has {', '.join(known) or 'nothing'}.")
    return known


def _beside_recorded(figures: dict[str, float], entry: "Entry") -> str:
    measured = (f"{LABELS[key]} {value:.4f} (recorded {getattr(entry, key):.4f})" for key, value in figures.items())
    return f"{entry.name}: {', '.join(measured)} on the held-out people"
