"""Judge a weights file for an architecture of the course: none of the student's code runs."""

import math
from pathlib import Path

import nbformat

from facelab.instructor.execution.bundle import Bundle
from facelab.instructor.execution.execute import Job, execute
from facelab.instructor.execution.sandbox import MIB, Limits
from facelab.instructor.scoring.judges import Judges, Verdict, evaluate_verifier
from facelab.submission.contract import check_verifier
from facelab.submission.weights_file import MAX_MIB

NAME = "para_Some_Body.hdf5"  # of the copy that the notebook loads
MINUTES = 10
ARCHITECTURES = {
    "compact": "compact()",
    "siamese-euclidean": "siamese(compact(), EuclideanHead())",
    "siamese-logistic": "siamese(compact(), LogisticHead())",
}
NOTEBOOK = """
from facelab.embedding import KerasEmbedder
from facelab.losses import EuclideanHead, LogisticHead
from facelab.networks import compact, get_encoder, siamese
from facelab.preprocessing import ResizeGray
from facelab.weights import load
network = {architecture}
load(network, {name!r})
embed = KerasEmbedder(get_encoder(network), ResizeGray(56, 46)).transform
threshold = {threshold!r}
"""


def evaluate_weights(
    path: Path, architecture: str, threshold: float, judges: Judges, bundle: Bundle, unsafe: bool
) -> tuple[Verdict, str]:
    """Load weights into an architecture in a sandbox, and judge them with a threshold of the Euclidean distance.

    Also return which network of the course they are or come from, if it was trained on the judges.
    """
    if architecture not in ARCHITECTURES:
        raise ValueError(f"there is no architecture {architecture!r}; expected one of {', '.join(ARCHITECTURES)}.")
    if not math.isfinite(threshold) or threshold < 0:
        raise ValueError(f"threshold = {threshold}, expected a finite number of at least 0.")
    try:
        if path.stat().st_size > MAX_MIB * MIB or not path.is_file():
            raise ValueError(f"{path} is not a file of at most {MAX_MIB} MiB.")
    except OSError as error:
        raise ValueError(f"{path} cannot be read ({error.strerror}).") from None
    source = NOTEBOOK.format(architecture=ARCHITECTURES[architecture], name=NAME, threshold=threshold)
    notebook = nbformat.writes(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)]))
    weights = NAME, path.resolve()
    job = Job("weights.ipynb", notebook, weights, {}, {}, judges.images, judges.is_orl, Limits(MINUTES), unsafe)
    run = execute(job, bundle)
    if run.failure:
        raise ValueError(f"{path.name}: {run.failure.replace(NAME, path.name)}")
    verifier = check_verifier(run.values, run.problems, len(judges.images))
    return evaluate_verifier(verifier, judges.labels), run.copied_from
