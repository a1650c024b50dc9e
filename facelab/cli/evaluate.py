"""`facelab evaluate`: an embedder by a published protocol."""

import sys
import warnings
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.markup import escape

from facelab.cli.terminal import console, progress_line, stop
from facelab.course import course_folder

evaluate = typer.Typer(help="Judge an embedder by a published protocol.", no_args_is_help=True)


@evaluate.callback()
def protocols() -> None:
    """Judge an embedder by a published protocol."""


@evaluate.command()
def lfw(
    embedder: Annotated[
        str,
        typer.Option(
            help="dlib-resnet; pixels, eigenfaces, fisherfaces or lbp; a name of `facelab weights`; or module:name, a "
            "transformer of yours, or a function that makes one.",
        ),
    ] = "dlib-resnet",
    split: Annotated[
        Literal["10_folds", "dev"], typer.Option(help="10_folds: view 2, to report. dev: view 1, to choose on.")
    ] = "10_folds",
    metric: Annotated[
        str | None, typer.Option(help="As in facelab.distances; by default the one that belongs to the embedder.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for the report; build/lfw/NAME by default.")] = None,
) -> None:
    """Labeled Faces in the Wild: detect, embed, compare, decide, report.

    Embeddings are kept in build/embeddings, so that a run that was stopped goes on where it was; delete that folder
    to start anew. The report is printed, and written as report.txt, report.json and report.png.

        facelab evaluate lfw --embedder eigenfaces
        facelab evaluate lfw --embedder my_model:make_embedder --split dev
    """
    folder = out or course_folder() / "build" / "lfw" / embedder.replace(":", "-")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        stop(f"{folder} cannot be made into a folder ({error.strerror}); choose another with --out.")
    sys.path.insert(0, str(Path.cwd()))  # where the student's own module lies
    from facelab.evaluation import evaluate_lfw
    from facelab.evaluation.lfw_embedders import lfw_embedder
    from facelab.evaluation.report_files import write_report

    try:
        transformer, own_metric = lfw_embedder(embedder)
        with progress_line() as progress, warnings.catch_warnings():
            warnings.filterwarnings("ignore", module="sklearn")  # it wonders at people with one photograph
            warnings.showwarning = lambda message, *_: progress.console.print(f"[yellow]{escape(str(message))}[/]")
            task = progress.add_task(escape(embedder), line="photographs", total=None)
            report = evaluate_lfw(
                transformer,
                split,
                metric or own_metric,
                course_folder() / "build" / "embeddings",
                lambda done, total: progress.update(task, completed=done, total=total),
            )
        text = write_report(report, embedder, split, folder)
    except KeyboardInterrupt:
        console.print("[red]Stopped by Ctrl-C; what is embedded is kept.[/]")
        raise typer.Exit(130) from None
    except (OSError, TypeError, ValueError) as error:
        stop(f"{embedder}: {error}")
    console.print(escape(text), end="")
    console.print(f"Written to {escape(str(folder))}.")
