"""Many trainings on all cores, each a row of a CSV file: what is in the file is not trained again."""

import os
import subprocess
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from rich.markup import escape

from facelab.atomic import write_atomically
from facelab.cli.terminal import console, progress_line, stop
from facelab.course import course_folder, weights_folder


class Columns(NamedTuple):
    """The columns of a file of results: what makes a training another one, and what is measured."""

    key: list[str]
    figures: list[str]

    @property
    def all(self) -> list[str]:
        """All columns, with the commit of the code in the last one."""
        return [*self.key, *self.figures, "commit"]


def one_thread_each() -> None:
    """Let TensorFlow use one thread: two trainings on two cores are faster than one on both, and are reproducible."""
    os.environ |= {"TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1", "OMP_NUM_THREADS": "1"}


def choose_file(name: str, file: Path | None, store: bool) -> Path:
    """Name the file of results: one of the user's, of the course with `--store`, otherwise one in build/."""
    if store and file:
        stop(f"--store writes weights/{name}, --to a file of your own; expected only one of them.")
    return weights_folder() / name if store else file or course_folder() / "build" / name


def run_trainings(
    train: Callable[..., dict[str, float]],
    wanted: Mapping[tuple, tuple],
    columns: Columns,
    file: Path,
    workers: int | None,
) -> pd.DataFrame:
    """Run the trainings whose keys are not in the file yet, given their arguments, and return the rows of all."""
    earlier = _read(file, columns)
    done = set(earlier[columns.key].itertuples(index=False, name=None))
    with ProcessPoolExecutor(workers or os.cpu_count(), get_context("spawn"), _hide_bars) as pool:
        runs = {pool.submit(train, *arguments): key for key, arguments in wanted.items() if key not in done}
        try:
            results = _collect(runs, earlier, columns, file)
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
            stop(f"stopped; what was done is in {file}.", code=1)
    measured = set(results[columns.key].itertuples(index=False, name=None))
    if failed := [key for key in wanted if key not in measured]:
        stop(f"{len(failed)} of {len(wanted)} runs failed; the others are in {file}.", code=1)
    return results[results[columns.key].apply(tuple, axis=1).isin(list(wanted))]


def _hide_bars() -> None:
    """Leave the terminal to the one line of progress over all trainings."""
    from facelab import backend  # noqa: F401

    # isort: split
    import keras

    keras.config.disable_interactive_logging()


def _collect(runs: dict[Future, tuple], known: pd.DataFrame, columns: Columns, file: Path) -> pd.DataFrame:
    """Write each result into the file as it comes; a training that fails costs only itself."""
    commit = current_commit()
    with progress_line() as progress:
        task = progress.add_task("runs", total=len(runs), line="")
        for run in as_completed(runs):
            named = dict(zip(columns.key, runs[run], strict=True))
            in_words = ", ".join(str(value) for value in named.values())
            try:
                row = named | run.result() | {"commit": commit}
            except (ValueError, RuntimeError) as error:
                console.print(f"[red]✘ {escape(in_words)}: {escape(str(error))}[/]")
                progress.update(task, advance=1)
                continue
            known = pd.DataFrame([*known.to_dict("records"), row], columns=columns.all).sort_values(columns.key)
            write_atomically(file, known.round(dict.fromkeys(columns.figures, 4)).to_csv(index=False))
            progress.update(task, advance=1, line=f"{in_words}: {row[columns.figures[0]]:.4f}")
    return known


def _read(file: Path, columns: Columns) -> pd.DataFrame:
    """Read what earlier runs measured, or start a table."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.exists():
            return pd.read_csv(file, dtype={"commit": str}, keep_default_na=False)[columns.all]
        return pd.DataFrame(columns=columns.all)
    except (OSError, ValueError, KeyError) as error:
        stop(f"{file} cannot be read ({error}); move it away, or name another with --to.")


def current_commit() -> str:
    """Name the commit of the code, with a + if files were changed since; empty outside of a clone."""
    command = ["git", "-C", str(Path(__file__).parent), "describe", "--always", "--dirty=+", "--exclude=*"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""
