"""`facelab transfer`: how much a network must be trained that has learned from other people."""

import itertools
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer
from rich.box import SIMPLE
from rich.table import Table

from facelab.cli.terminal import console
from facelab.cli.trainings import Columns, choose_file, one_thread_each, run_trainings

COLUMNS = Columns(key=["way", "people", "images", "seed", "steps"], figures=["accuracy", "auc"])
SIZES = [(5, 3), (10, 3), (20, 3), (30, 3), (20, 1), (20, 2), (20, 5)]  # people, images of each


def transfer(
    steps: Annotated[int, typer.Option(min=10, help="Batches of those that are trained.")] = 200,
    seeds: Annotated[int, typer.Option(min=1, help="Draws of people and images.")] = 5,
    workers: Annotated[int | None, typer.Option(min=1, help="Concurrent trainings; one per core by default.")] = None,
    file: Annotated[Path | None, typer.Option("--to", help="CSV file; build/transfer.csv by default.")] = None,
    store: Annotated[bool, typer.Option("--store", help="Contributors: write weights/transfer.csv.")] = False,
) -> None:
    """Name people after a few images of each, with a pretrained network and with one from scratch.

    Takes half an hour. Stop it whenever you like: what is in the file is not
    trained again.
    """
    one_thread_each()
    from facelab.zoo.transfer import WAYS, transfer_accuracy  # here: TensorFlow takes seconds to load

    wanted = {
        (way, *size, seed, steps): (way, *size, seed, steps)
        for seed, size, way in itertools.product(range(seeds), SIZES, WAYS)
    }
    print_means(run_trainings(transfer_accuracy, wanted, COLUMNS, choose_file("transfer.csv", file, store), workers))


def print_means(results: pd.DataFrame) -> None:
    """Print mean and standard deviation over the seeds."""
    table = Table("people", "images", "way", "right names", "AUC, other people", box=SIMPLE)
    for (people, images, way), group in results.groupby(["people", "images", "way"]):
        table.add_row(str(people), str(images), str(way), *(_mean(group[figure]) for figure in COLUMNS.figures))
    console.print(table)


def _mean(figures: pd.Series) -> str:
    spread = f" ± {figures.std():.3f}" if len(figures) > 1 else ""
    return f"{figures.mean():.3f}{spread}"
