import warnings

import keras
import numpy as np
import pytest

from facelab.losses import ContrastiveLoss, OfflineTripletLoss, TripletLoss

MEAN_OF_TRIPLETS = [TripletLoss, OfflineTripletLoss]


@pytest.mark.parametrize("loss", [ContrastiveLoss, *MEAN_OF_TRIPLETS])
@pytest.mark.parametrize("margin", [-1, np.nan, np.inf])
def test_a_margin_that_is_no_distance_is_refused(loss, margin):
    with pytest.raises(ValueError, match="margin"):
        loss(margin=margin)


@pytest.mark.parametrize("loss", MEAN_OF_TRIPLETS)
def test_weights_for_single_images_are_refused(loss):
    with pytest.raises(ValueError, match="a weight for each image means nothing"):
        loss()(np.zeros(3), np.ones((3, 2)), sample_weight=[1, 1, 0])


@pytest.mark.parametrize("loss", MEAN_OF_TRIPLETS)
def test_the_configuration_holds_the_margin_and_no_reduction(loss):
    config = loss(margin=0.3, dtype="float64").get_config()
    assert config["margin"] == 0.3 and config["dtype"] == "float64" and "reduction" not in config
    assert keras.losses.deserialize(keras.losses.serialize(loss(margin=0.3)), {loss.__name__: loss}).margin == 0.3


def test_an_embedding_that_is_not_finite_is_reported_once():
    loss = OfflineTripletLoss()
    with pytest.warns(RuntimeWarning, match="NaN or infinite"):
        loss(np.zeros(3), [[0.0], [1.0], [np.inf]])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert np.isnan(float(loss(np.zeros(3), [[0.0], [1.0], [np.inf]])))
