"""Formats of the answers of assignment 2, A verifier; held-out people decide how good they are."""

from facelab.datasets import load_orl
from facelab.exercises.answer_format import AnswerFormat
from facelab.submission.contract import check_embeddings, check_threshold


def _check_embed(vectors, images):
    check_embeddings(vectors, len(images))


def _embed_cases(rng):
    images = load_orl().images
    for n in (1, 2, 20):
        yield (images[rng.choice(len(images), n, replace=False)],)


FORMATS = [
    AnswerFormat("embed", 100, "a function of images", _check_embed, _embed_cases, allows_facelab=True),
    AnswerFormat("threshold", 0, "a number", check_threshold),
]
