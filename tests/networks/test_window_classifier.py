import keras
import numpy as np
import pytest
from keras import layers

from facelab.detection import sliding_windows
from facelab.networks import fully_convolutional, window_classifier


def test_scores_of_all_windows_at_once_are_those_of_each():
    keras.utils.set_random_seed(0)
    model = window_classifier((32, 28))
    image = np.random.default_rng(0).integers(0, 256, (90, 75), np.uint8)
    windows = sliding_windows(image, (32, 28), stride=4)
    one_by_one = model.predict(windows.reshape(-1, 32, 28, 1).astype(np.float32), verbose=0)
    at_once = fully_convolutional(model).predict(image[None, ..., None].astype(np.float32), verbose=0)
    assert at_once.shape == (1, *windows.shape[:2], 1)
    assert np.abs(at_once.ravel() - one_by_one.ravel()).max() < 1e-5
    assert np.ptp(one_by_one) > 1e-3, "all windows look the same: nothing was compared"


@pytest.mark.parametrize(
    "odd", [layers.Conv2D(4, 3, padding="same"), layers.BatchNormalization(), layers.GlobalAveragePooling2D()]
)
def test_layers_that_cannot_slide_are_refused(odd):
    model = keras.Sequential([layers.Input((8, 8, 1)), odd, layers.Flatten(), layers.Dense(1)])
    with pytest.raises(ValueError, match="cannot slide"):
        fully_convolutional(model)
