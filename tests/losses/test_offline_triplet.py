import numpy as np
import pytest

from facelab.losses import OfflineTripletLoss


def test_it_equals_the_formula():
    anchor, positive, negative = np.random.default_rng(0).normal(size=(3, 20, 4))
    expected = np.maximum(((anchor - positive) ** 2).sum(1) - ((anchor - negative) ** 2).sum(1) + 0.5, 0).mean()
    stacked = np.concatenate([anchor, positive, negative])
    assert np.isclose(float(OfflineTripletLoss(0.5, dtype="float64")(np.zeros(60), stacked)), expected)


def test_embeddings_come_in_threes():
    with pytest.raises(ValueError, match="4 embeddings cannot be split into triplets"):
        OfflineTripletLoss()(np.zeros(4), np.ones((4, 2)))
