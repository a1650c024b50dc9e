"""`facelab grade collect` and `facelab grade weights`."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from facelab.cli.terminal import console, stop

SHOWN = 20


def collect(
    archive: Annotated[Path, typer.Argument(help="Zip file from the learning platform.")],
    course: Annotated[Path, typer.Argument(help="Folder that gets submitted/<student>/<assignment>/.")],
    assignment: Annotated[str, typer.Option(help="As assignment_2_verifier.")],
    names: Annotated[
        str,
        typer.Option(help="How files are named: canvas, moodle, folders (<student>/<file>), or a regular expression."),
    ] = "canvas",
) -> None:
    """Bring a zip file of submissions into the course's folder, by the rules of nbgrader's zip_collect.

    Paths that lead elsewhere, links and archives that unpack to too much are refused. A regular expression needs the
    groups student_id and file_id.

        facelab grade collect submissions.zip ~/courses/faces --assignment assignment_2_verifier
    """
    from facelab.grading.collecting import collect as unpack

    try:
        found = unpack(archive, course, assignment, names)
    except (OSError, ValueError) as error:
        stop(str(error))
    console.print(f"{len(found.changed)} submissions of {escape(assignment)} in {escape(str(course / 'submitted'))}.")
    if found.unchanged:
        console.print(f"{len(found.unchanged)} more were there already; their dates stay.")
    for sentence in found.remarks:
        console.print(escape(sentence), soft_wrap=True)
    for sentence in found.refused[:SHOWN]:
        console.print(f"[red]left out:[/] {escape(sentence)}", soft_wrap=True)
    if len(found.refused) > SHOWN:
        console.print(f"[red]and {len(found.refused) - SHOWN} more files left out[/]")


def weights(
    file: Annotated[Path, typer.Argument(help="HDF5 file of weights.")],
    architecture: Annotated[str, typer.Option(help="compact, siamese-euclidean or siamese-logistic.")],
    threshold: Annotated[float, typer.Option(help="Of the Euclidean distance of two embeddings.")] = 1.0,
    people: Annotated[str, typer.Option(help="Who judges: orl, lfw, or a folder of photographs.")] = "orl",
    unsafe: Annotated[bool, typer.Option("--unsafe-no-sandbox", help="Read the file without a sandbox.")] = False,
) -> None:
    """Judge a file of weights for a network of the course; no code of a student runs.

    facelab grade weights para_Ada_Lovelace.hdf5 --architecture compact --threshold 0.4
    """
    from facelab.cli.grade import make_release

    try:
        from facelab.grading.held_out import load_people
        from facelab.grading.kit import make_kit
        from facelab.grading.known_weights import judge_weights
        from facelab.grading.probe import SandboxError
        from facelab.grading.score import cost_of
    except ModuleNotFoundError as error:
        stop(f'the package {error.name} is missing: grading needs `pip install "facelab[grading]"`.')

    try:
        with tempfile.TemporaryDirectory() as folder:
            held_out = load_people(people, Path.cwd(), secret=0)
            kit = make_kit(make_release(Path(folder), None))
            verdict, likeness = judge_weights(file, architecture, threshold, held_out, kit, unsafe)
    except (OSError, ValueError, SandboxError) as error:
        stop(str(error))
    rates = (
        f"FAR {verdict.far:.2%}, FRR {verdict.frr:.2%} at {threshold:g}; EER {verdict.eer:.2%}, AUC {verdict.auc:.4f}"
    )
    if likeness:
        console.print(f"[red]These weights are those of {likeness}, or come from them: it has seen these people.[/]")
    cost = cost_of(verdict, "error-rate")
    console.print(f"{escape(held_out.source)}: {rates}", soft_wrap=True)
    console.print(f"cost {cost:.3f}, score (10 − {cost:.3f}) · 10 = {max(0.0, (10 - cost) * 10):.1f}")
