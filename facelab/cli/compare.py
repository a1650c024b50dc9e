"""`facelab compare`: every loss of the course, on equal terms."""

import itertools
import os
import subprocess
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer
from rich.box import SIMPLE
from rich.markup import escape
from rich.table import Table

from facelab.atomic import write_atomically
from facelab.cli.terminal import console, progress_line, stop
from facelab.course import course_folder, weights_folder

KEY = ["loss", "settings", "fold", "seed", "steps"]
FIGURES = ["auc", "eer", "val"]
COLUMNS = [*KEY, *FIGURES, "commit"]


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
    # One thread for each training: two trainings on two cores are faster than one on both, and are reproducible.
    os.environ |= {"TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1", "OMP_NUM_THREADS": "1"}
    from facelab.zoo import comparison  # here: TensorFlow takes seconds to load

    known = comparison.VARIANTS if variants else comparison.LOSSES
    losses = losses or list(known)
    if unknown := [name for name in losses if name not in known]:
        stop(f"there is no loss {', '.join(unknown)}; expected {', '.join(known)}.")
    if store and file:
        stop("--store writes weights/losses.csv, --to a file of your own; expected only one of them.")
    file = weights_folder() / "losses.csv" if store else file or course_folder() / "build" / "losses.csv"
    settings = {name: known[name].settings for name in losses}
    wanted = [(n, settings[n], f, s, steps) for s, f, n in itertools.product(range(seeds), folds or range(4), losses)]
    earlier = read_results(file)
    done = set(earlier[KEY].itertuples(index=False, name=None))
    missing = [key for key in wanted if key not in done]
    with ProcessPoolExecutor(workers or os.cpu_count(), get_context("spawn")) as pool:
        runs = {pool.submit(comparison.compare, name, *rest): (name, s, *rest) for name, s, *rest in missing}
        try:
            results = collect(runs, earlier, file)
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
            stop(f"stopped; what was done is in {file}.", code=1)
    wanted_rows = results[results[KEY].apply(tuple, axis=1).isin(wanted)]
    print_means(wanted_rows, comparison.TUNED_ON)


def collect(runs: dict[Future, tuple], known: pd.DataFrame, file: Path) -> pd.DataFrame:
    """Write each result into the file as it comes; a training that fails costs only itself."""
    commit = current_commit()
    with progress_line() as progress:
        task = progress.add_task("trainings", total=len(runs), line="")
        for run in as_completed(runs):
            name, _, fold, seed, _ = key = runs[run]
            try:
                row = dict(zip(KEY, key, strict=True)) | run.result() | {"commit": commit}
            except (ValueError, RuntimeError) as error:
                console.print(f"[red]✘ {escape(name)}, fold {fold}, seed {seed}: {escape(str(error))}[/]")
                progress.update(task, advance=1)
                continue
            known = pd.DataFrame([*known.to_dict("records"), row], columns=COLUMNS).sort_values(KEY)
            write_atomically(file, known.round(dict.fromkeys(FIGURES, 4)).to_csv(index=False))
            progress.update(task, advance=1, line=f"{name}, fold {fold}: AUC {row['auc']:.4f}")
    return known


def read_results(file: Path) -> pd.DataFrame:
    """Read what earlier runs measured, or start a table."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.exists():
            return pd.read_csv(file, dtype={"commit": str}, keep_default_na=False)[COLUMNS]
        return pd.DataFrame(columns=COLUMNS)
    except (OSError, ValueError, KeyError) as error:
        stop(f"{file} cannot be read ({error}); move it away, or name another with --to.")


def print_means(results: pd.DataFrame, tuned_on: tuple[int, ...]) -> None:
    """Print mean and standard deviation over folds and seeds, the best loss first."""
    table = Table("loss", "trainings", "AUC", "EER", "VAL@FAR=0.01", "AUC, folds not tuned on", box=SIMPLE)
    rows = []
    for name, group in results.groupby("loss"):
        untouched = group.loc[~group["fold"].isin(tuned_on), "auc"]
        cells = [f"{group[figure].mean():.4f} ± {group[figure].std():.4f}" for figure in FIGURES]
        rows.append((group["auc"].mean(), str(name), str(len(group)), *cells, f"{untouched.mean():.4f}"))
    for _, *cells in sorted(rows, reverse=True):
        table.add_row(*cells)
    console.print(table)


def current_commit() -> str:
    """Name the commit of the code, with a + if files were changed since; empty outside of a clone."""
    command = ["git", "-C", str(Path(__file__).parent), "describe", "--always", "--dirty=+", "--exclude=*"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""
