"""`facelab robustness`: how well people are recognized in photographs that are worse and worse."""

from pathlib import Path
from typing import Annotated

import pandas as pd
import typer
from rich.box import SIMPLE
from rich.table import Table

from facelab.cli.terminal import console
from facelab.cli.trainings import Columns, choose_file, one_thread_each, run_trainings


def robustness(
    data: Annotated[list[str] | None, typer.Option(help="ORL or LFW; both where LFW is on this machine.")] = None,
    embedders: Annotated[
        list[str] | None, typer.Option("--embedder", help="One of them, e.g. SFace; all by default.")
    ] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Concurrent runs; one per core by default.")] = None,
    file: Annotated[Path | None, typer.Option("--to", help="CSV file; build/robustness.csv by default.")] = None,
    store: Annotated[bool, typer.Option("--store", help="Contributors: write weights/robustness.csv.")] = False,
) -> None:
    """Recognize people in photographs that are blurred, small, dark, covered or turned, by good photographs of them.

    Takes half an hour for each set of photographs. Stop it whenever you like: what is in the file is not
    measured again.
    """
    one_thread_each()
    from facelab.augmentation import DEGRADATIONS  # here: it takes a second to load
    from facelab.datasets import find_lfw
    from facelab.zoo.robustness import FIGURES, METRICS, NO_CHANGE, robustness

    strengths = [(NO_CHANGE, 0.0)]
    strengths += [(name, float(amount)) for name, each in DEGRADATIONS.items() for amount in each.amounts[1:]]
    wanted = {
        (each, embedder, *strength): (each, embedder, *strength)
        for each in data or (["ORL", "LFW"] if find_lfw() else ["ORL"])
        for embedder in embedders or METRICS
        for strength in strengths
    }
    columns = Columns(key=["data", "embedder", "degradation", "amount"], figures=list(FIGURES))
    results = run_trainings(robustness, wanted, columns, choose_file("robustness.csv", file, store), workers)
    print_strongest(results, {name: float(each.amounts[-1]) for name, each in DEGRADATIONS.items()})


def print_strongest(results: pd.DataFrame, strongest: dict[str, float]) -> None:
    """Print the accuracy where nothing is changed, and at the greatest strength of each change."""
    shown = results[results["amount"] == results["degradation"].map(strongest).fillna(0)]
    for data, group in shown.groupby("data"):
        table = Table(str(data), *group["embedder"].unique(), box=SIMPLE, title="accuracy at the greatest strength")
        for degradation, row in group.groupby("degradation", sort=False):
            table.add_row(str(degradation), *(f"{accuracy:.3f}" for accuracy in row["accuracy"]))
        console.print(table)
