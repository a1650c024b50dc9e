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


def test_infinity_gives_a_nan_loss_and_a_warning():
    with pytest.warns(RuntimeWarning, match="NaN"):
        assert np.isnan(float(OfflineTripletLoss()(np.zeros(3), [[0.0], [1.0], [np.inf]])))


def test_weights_for_single_images_are_refused():
    with pytest.raises(ValueError, match="a weight for each image means nothing"):
        OfflineTripletLoss()(np.zeros(3), np.ones((3, 2)), sample_weight=[1, 1, 0])


def test_a_negative_margin_is_refused():
    with pytest.raises(ValueError, match="margin"):
        OfflineTripletLoss(margin=-1)
