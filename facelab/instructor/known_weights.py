"""Judge a file of weights for a network of the course: none of the student's code runs."""

import math
from pathlib import Path

import nbformat

from facelab.instructor.execution.bundle import Bundle
from facelab.instructor.execution.execute import Job, execute
from facelab.instructor.execution.sandbox import Limits
from facelab.instructor.scoring.judges import Judges, Verdict, evaluate_verifier
from facelab.submission.contract import check_verifier
from facelab.submission.weights_file import MAX_MIB

ARCHITECTURES = {
    "compact": "compact()",
    "siamese-euclidean": "siamese(compact(), EuclideanHead())",
    "siamese-logistic": "siamese(compact(), LogisticHead())",
}
NOTEBOOK = """
from facelab.embedding import KerasEmbedder
from facelab.losses import EuclideanHead, LogisticHead
from facelab.networks import compact, siamese
from facelab.preprocessing import ResizeGray
from facelab.zoo.recipes import get_encoder
from facelab.weights import load
network = {architecture}
load(network, {name!r})
embed = KerasEmbedder(get_encoder(network), ResizeGray(56, 46)).transform
threshold = {threshold!r}
"""


def evaluate_weights(
    path: Path, architecture: str, threshold: float, people: Judges, bundle: Bundle, unsafe: bool
) -> tuple[Verdict, str]:
    """Load weights into a network of the course, in a sandbox, and judge it on people that nobody trained on.

    Parameters
    ----------
    path : Path
    architecture : str
        A key of ARCHITECTURES.
    threshold : float
        Of the Euclidean distance of embeddings.
    people : Judges
    bundle : Bundle
    unsafe : bool
        Without a sandbox.

    Returns
    -------
    Verdict
    str
        Which network of the course these weights are or come from, if it has seen the people who judge.

    Raises
    ------
    ValueError
        If the file does not fit, or is no plain file of weights.
    """
    if architecture not in ARCHITECTURES:
        raise ValueError(f"there is no architecture {architecture!r}; take {', '.join(ARCHITECTURES)}.")
    name = "para_Some_Body.hdf5"
    source = NOTEBOOK.format(architecture=ARCHITECTURES[architecture], name=name, threshold=threshold)
    notebook = nbformat.writes(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)]))
    try:
        if path.stat().st_size > MAX_MIB * 2**20 or not path.is_file():
            raise ValueError(f"{path} is no file of at most {MAX_MIB} MiB.")
        if not math.isfinite(threshold) or threshold < 0:
            raise ValueError(f"threshold = {threshold}: a distance is a number from 0 up.")
    except OSError as error:
        raise ValueError(f"{path} cannot be read ({error.strerror}).") from None
    job = Job(
        "weights.ipynb", notebook, (name, path.resolve()), {}, {}, people.images, people.is_orl, Limits(10), unsafe
    )
    run = execute(job, bundle)
    if run.failure:
        raise ValueError(f"{path.name}: {run.failure.replace(name, path.name)}")
    verifier = check_verifier(run.values, run.problems, len(people.images))
    return evaluate_verifier(verifier, people.labels), run.copied_from
