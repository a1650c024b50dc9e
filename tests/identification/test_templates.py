import numpy as np
import pytest

from facelab.identification.templates import make_template

VECTORS = np.array([[1.0, 0.0], [0.8, 0.6], [0.0, 1.0]])


def test_each_template():
    assert make_template(VECTORS, "all", "euclidean") is VECTORS
    assert make_template(VECTORS, "medoid", "euclidean").tolist() == [[0.8, 0.6]]
    assert np.linalg.norm(make_template(VECTORS, "mean", "euclidean")) == pytest.approx(1)
    assert make_template(2 * VECTORS, "mean", "euclidean") == pytest.approx(2 * VECTORS.mean(axis=0)[None])
