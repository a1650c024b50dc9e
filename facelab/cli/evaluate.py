"""`facelab evaluate`: evaluate an embedder by a published protocol."""

import re
import sys
import tempfile
import traceback
import warnings
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.markup import escape
from rich.progress import Progress, TaskID

from facelab.cli.terminal import console, progress_line, stop
from facelab.cli.trainings import current_commit
from facelab.course import course_folder

evaluate = typer.Typer(help="Evaluate an embedder by a published protocol.", no_args_is_help=True)


@evaluate.callback()
def protocols() -> None:
    """Evaluate an embedder by a published protocol."""


@evaluate.command()
def lfw(
    embedder: Annotated[
        str,
        typer.Option(
            help="dlib-resnet; pixels, eigenfaces, fisherfaces or lbp; a name from `facelab weights`; or module:name "
            "of your own transformer, or of a function that returns one.",
        ),
    ] = "dlib-resnet",
    split: Annotated[
        Literal["10_folds", "dev"], typer.Option(help="10_folds: view 2, to report. dev: view 1, to choose on.")
    ] = "10_folds",
    metric: Annotated[
        str | None,
        typer.Option(help="euclidean, manhattan, cosine or chi2 (default: the embedder's own)."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the report (default: build/lfw/NAME-SPLIT-METRIC).")
    ] = None,
    store: Annotated[
        bool,
        typer.Option(
            "--store",
            help="Contributors: put the figures into weights/lfw.csv, and the distances of four embedders beside it.",
        ),
    ] = False,
) -> None:
    """Labeled Faces in the Wild: detect, embed, compare, decide, report.

    Embeddings of networks are kept in build/embeddings, so that a run that was stopped resumes; delete the folder to
    start over. The report is printed, and written as report.txt, report.json and report.png.

        facelab evaluate lfw --embedder eigenfaces
        facelab evaluate lfw --embedder my_model:make_embedder --split dev
    """
    sys.path.append(str(Path.cwd()))  # where the user's own module is
    from facelab.evaluation import evaluate_lfw
    from facelab.evaluation.lfw_embedders import lfw_embedder
    from facelab.evaluation.report_files import report_text, report_values, write_report
    from facelab.evaluation.stored import store_figures
    from facelab.evaluation.stored_distances import METRICS, store_distances

    if store and ":" in embedder:
        stop(f"--store is for the embedders of the course; {embedder} is your own, see --out.")
    try:
        transformer, own_metric = lfw_embedder(embedder)
        metric = metric or own_metric
        name = re.sub(r"[^\w.-]+", "-", f"{embedder}-{split}-{metric}")
        folder = out or course_folder() / "build" / "lfw" / name
        _check_folder(folder)
        with progress_line() as progress, warnings.catch_warnings():
            warnings.filterwarnings("ignore", module="sklearn")  # it warns about people with one image
            warnings.showwarning = lambda message, *_: progress.console.print(f"[yellow]{escape(str(message))}[/]")
            task = progress.add_task(escape(embedder), line="images", total=None)
            report = evaluate_lfw(
                transformer,
                split,
                metric,
                course_folder() / "build" / "embeddings",
                lambda done, total: _show(progress, task, done, total),
            )
        values = report_values(report, embedder, split)
        console.print(escape(report_text(values)), end="")
        write_report(report, values, folder)
        if store:
            store_figures(values, current_commit())
            if split == "10_folds" and METRICS.get(embedder) == metric:
                store_distances(report, embedder)
    except KeyboardInterrupt:
        console.print("[red]Stopped by Ctrl-C; what has been embedded is kept.[/]")
        raise typer.Exit(130) from None
    except (OSError, ValueError) as error:
        stop(f"{embedder}: {error}")
    except Exception as error:
        if ":" not in embedder:
            raise
        place = traceback.extract_tb(error.__traceback__)[-1]
        stop(
            f"{embedder} failed: {type(error).__name__}: {error} (line {place.lineno} of {Path(place.filename).name})."
        )
    console.print(f"Written to {escape(str(folder))}.")


def _show(progress: Progress, task: TaskID, done: int, total: int) -> None:
    """Move the progress line; without a terminal, print a line about every tenth of the way."""
    before = progress.tasks[task].completed
    progress.update(task, completed=done, total=total)
    if not console.is_terminal and (10 * done // total > 10 * before // total or done == total):
        console.print(f"{done:,.0f} of {total:,} images")


def _check_folder(folder: Path) -> None:
    """Make sure that the report can be written before the work begins."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        stop(f"the folder {folder} cannot be created or written ({error.strerror}); choose another with --out.")
