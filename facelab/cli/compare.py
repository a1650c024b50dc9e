"""`facelab compare`: every loss of the course, on equal terms."""

import itertools
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer
from rich.box import SIMPLE
from rich.table import Table

from facelab.cli.terminal import console, stop
from facelab.cli.trainings import Columns, choose_file, one_thread_each, run_trainings

COLUMNS = Columns(key=["loss", "settings", "fold", "seed", "steps"], figures=["auc", "eer", "val"])


def compare(
    losses: Annotated[list[str] | None, typer.Argument(help="Names of losses, e.g. ArcFace; all by default.")] = None,
    variants: Annotated[
        bool, typer.Option("--variants", help="Sweep scale, margin and embedding size instead.")
    ] = False,
    steps: Annotated[int, typer.Option(min=10, help="Batches in each training.")] = 1500,
    folds: Annotated[list[int] | None, typer.Option("--fold", min=0, max=3, help="Only these folds.")] = None,
    seeds: Annotated[int, typer.Option(min=1, help="Trainings of each loss on each fold.")] = 3,
    workers: Annotated[int | None, typer.Option(min=1, help="Concurrent trainings; one per core by default.")] = None,
    file: Annotated[Path | None, typer.Option("--to", help="CSV file; build/losses.csv by default.")] = None,
    store: Annotated[bool, typer.Option("--store", help="Contributors: write weights/losses.csv.")] = False,
) -> None:
    """Train with every loss: the same network, batches, augmentation and steps; verify people held out.

    Takes hours. Stop it whenever you like: what is in the file is not trained
    again, unless the settings of its loss were changed.

        facelab compare ArcFace softmax --seeds 1
    """
    one_thread_each()
    from facelab.zoo import comparison  # here: TensorFlow takes seconds to load

    known = comparison.VARIANTS if variants else comparison.LOSSES
    losses = losses or list(known)
    if unknown := [name for name in losses if name not in known]:
        stop(f"there is no loss {', '.join(unknown)}; expected {', '.join(known)}.")
    wanted = {
        (name, known[name].settings, fold, seed, steps): (name, fold, seed, steps)
        for seed, fold, name in itertools.product(range(seeds), folds or range(4), losses)
    }
    file = choose_file("losses.csv", file, store)
    print_means(run_trainings(comparison.compare, wanted, COLUMNS, file, workers), comparison.TUNED_ON)


def print_means(results: pd.DataFrame, tuned_on: tuple[int, ...]) -> None:
    """Print mean and standard deviation over folds and seeds, the best loss first."""
    table = Table("loss", "trainings", "AUC", "EER", "VAL@FAR=0.01", "AUC, folds not tuned on", box=SIMPLE)
    rows = []
    for name, group in results.groupby("loss"):
        untouched = group.loc[~group["fold"].isin(tuned_on), "auc"]
        cells = [f"{group[figure].mean():.4f} ± {group[figure].std():.4f}" for figure in COLUMNS.figures]
        rows.append((group["auc"].mean(), str(name), str(len(group)), *cells, f"{untouched.mean():.4f}"))
    for _, *cells in sorted(rows, reverse=True):
        table.add_row(*cells)
    console.print(table)
