"""`facelab grade weights`: a file of weights, without any code of a student."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from facelab.cli.terminal import console
from facelab.instructor.cli.errors import stop_on_error
from facelab.instructor.cli.release import find_or_build_release


def weights(
    file: Annotated[Path, typer.Argument(help="HDF5 file of weights.")],
    architecture: Annotated[str, typer.Option(help="compact, siamese-euclidean or siamese-logistic.")],
    threshold: Annotated[float, typer.Option(help="Largest Euclidean distance of two embeddings of one person.")] = 1.0,
    people: Annotated[str, typer.Option(help="Who judges: orl, lfw, or a folder of photographs.")] = "orl",
    unsafe: Annotated[bool, typer.Option("--unsafe-no-sandbox", help="Read the file without a sandbox.")] = False,
) -> None:
    """Judge a file of weights for a network of the course; no code of a student runs.

    facelab grade weights para_Ada_Lovelace.hdf5 --architecture compact --threshold 0.4
    """
    with stop_on_error(), tempfile.TemporaryDirectory() as folder:
        from facelab.instructor.execution.bundle import make_bundle
        from facelab.instructor.known_weights import evaluate_weights
        from facelab.instructor.scoring.judges import load_judges
        from facelab.instructor.scoring.score import cost_of

        judges = load_judges(people, Path.cwd(), secret=0)
        bundle = make_bundle(find_or_build_release(Path(folder)))
        verdict, copied_from = evaluate_weights(file, architecture, threshold, judges, bundle, unsafe)
    rates = (
        f"FAR {verdict.far:.2%}, FRR {verdict.frr:.2%} at {threshold:g}; EER {verdict.eer:.2%}, AUC {verdict.auc:.4f}"
    )
    if copied_from:
        console.print(f"[red]These weights are those of {copied_from}, or come from them: it has seen these people.[/]")
    cost = cost_of(verdict, "error-rate")
    console.print(f"{escape(judges.source)}: {rates}", soft_wrap=True)
    console.print(f"cost {cost:.3f}, score (10 − {cost:.3f}) · 10 = {max(0.0, (10 - cost) * 10):.1f}")
