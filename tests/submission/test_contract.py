import numpy as np
import pytest

from facelab.submission.contract import THRESHOLD, check_verifier, single_positions, vector_names

N = 70


def came_out(vectors=None, singles=None, threshold=1.0):
    vectors = np.random.default_rng(0).normal(size=(N, 4)) if vectors is None else vectors
    singles = vectors[single_positions(len(vectors))] if singles is None else singles
    batches = [*np.array_split(vectors, range(10, len(vectors), 10)), singles]
    return dict(zip(vector_names(N), batches, strict=False)) | {THRESHOLD: np.array(threshold)}


def test_a_verifier():
    verifier = check_verifier(came_out(threshold=[0.5]), {}, N)
    assert verifier.vectors.shape == (N, 4) and verifier.threshold == 0.5


@pytest.mark.parametrize(
    ("vectors", "sentence"),
    [
        (np.zeros((N, 4, 1)), "embed: it has shape \\(10, 4, 1\\), expected \\(10, D\\)"),
        (np.zeros((N, 0)), "embed: an embedding has 0 numbers"),
        (np.zeros((N, 5000), np.int8), "embed: an embedding has 5000 numbers"),
        (np.full((N, 4), np.nan), "embed: 40 of its numbers are NaN"),
        (np.full((N, 4), 1e200), "embed: it holds numbers that are too large"),
        (np.full((N, 4), "x"), "embed: it holds <U1"),
        (np.full((N, 4), 1j), "embed: it holds complex128"),
    ],
)
def test_wrong_embeddings(vectors, sentence):
    with pytest.raises(ValueError, match=sentence):
        check_verifier(came_out(vectors), {}, N)


def test_batches_of_another_type_or_length_are_not_joined():
    values = came_out()
    for batch, sentence in (
        (np.empty((0, 4), "<U50000"), "it holds <U50000"),
        (np.zeros((9, 4)), "it has shape \\(9, 4\\), expected \\(10, D\\)"),
        (np.zeros((10, 3)), "its embeddings differ in length"),
    ):
        with pytest.raises(ValueError, match=sentence):
            check_verifier(values | {"vectors/1": batch}, {}, N)


def test_embeddings_that_change_with_the_batch():
    vectors = np.random.default_rng(0).normal(size=(N, 4))
    check_verifier(came_out(vectors, vectors[single_positions(N)] + 1e-5), {}, N)
    with pytest.raises(ValueError, match="changes with the other images of its batch"):
        check_verifier(came_out(vectors, vectors[single_positions(N)] + 0.1), {}, N)


@pytest.mark.parametrize("threshold", [-0.1, np.nan, np.inf, "low", [1, 2], True])
def test_wrong_thresholds(threshold):
    with pytest.raises(ValueError, match="threshold: it is "):
        check_verifier(came_out(threshold=threshold), {}, N)


def test_missing_values():
    with pytest.raises(ValueError, match="embed: KeyError"):
        check_verifier({}, {"embed": "KeyError: 3."}, N)
    with pytest.raises(ValueError, match="embed: not all of its embeddings came out"):
        check_verifier({}, {}, N)
    with pytest.raises(ValueError, match="threshold: it is NoneType"):
        check_verifier(came_out(), {"threshold": "it is NoneType"}, N)
