import numpy as np
import tensorflow as tf

from facelab.networks.standardize import StandardizeImages


def test_against_tensorflow():
    images = np.random.default_rng(0).uniform(0, 255, (3, 5, 6, 3)).astype(np.float32)
    images[1] = 7  # blank
    images[2] *= 1e-4  # hardly any contrast
    ours = StandardizeImages()(images)
    np.testing.assert_allclose(ours, tf.image.per_image_standardization(images), rtol=1e-4, atol=1e-4)
