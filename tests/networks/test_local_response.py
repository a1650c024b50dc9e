import numpy as np
import pytest
import tensorflow as tf

from facelab.networks.local_response import LocalResponseNormalization


@pytest.mark.parametrize(("size", "channels"), [(5, 8), (3, 64), (5, 2)])
def test_against_tensorflow(size, channels):
    maps = 30 * np.random.default_rng(0).normal(size=(2, 3, 4, channels)).astype(np.float32)
    ours = LocalResponseNormalization(size, alpha=0.01, beta=0.6)(maps)
    theirs = tf.nn.local_response_normalization(maps, depth_radius=size // 2, bias=1, alpha=0.01 / size, beta=0.6)
    np.testing.assert_allclose(ours, theirs, rtol=1e-5)


def test_an_even_number_of_channels_is_refused():
    with pytest.raises(ValueError, match="size=4; expected an odd number"):
        LocalResponseNormalization(4)
