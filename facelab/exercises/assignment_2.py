"""What the answers of assignment 2, A verifier, look like. How good they are, unseen people tell."""

from facelab.datasets import load_orl
from facelab.exercises.form import Form
from facelab.submission.contract import embeddings_problem, threshold_problem


def _embed_problem(vectors, images):
    return embeddings_problem(vectors, len(images))


def _embed_cases(rng):
    photographs = load_orl().images
    for n in (1, 2, 20):
        yield (photographs[rng.choice(len(photographs), n, replace=False)],)


FORMS = [
    Form("embed", 100, "a function of photographs", _embed_problem, _embed_cases, with_facelab=True),
    Form("threshold", 0, "a number", threshold_problem),
]
