"""What the answers of assignment 2, A verifier, look like. How good they are, unseen people tell."""

from facelab.datasets import load_orl
from facelab.exercises.answer_format import AnswerFormat
from facelab.submission.contract import check_embeddings, check_threshold


def _check_embed(vectors, images):
    check_embeddings(vectors, len(images))


def _embed_cases(rng):
    photographs = load_orl().images
    for n in (1, 2, 20):
        yield (photographs[rng.choice(len(photographs), n, replace=False)],)


FORMATS = [
    AnswerFormat("embed", 100, "a function of photographs", _check_embed, _embed_cases, allows_facelab=True),
    AnswerFormat("threshold", 0, "a number", check_threshold),
]
