import numpy as np
import pytest

from facelab.networks import compact


def test_embeddings_have_length_one_unless_switched_off():
    images = np.random.default_rng(0).integers(0, 256, (5, 56, 46, 1)).astype(np.float32)
    lengths = np.linalg.norm(compact().predict(images, verbose=0), axis=1)
    np.testing.assert_allclose(lengths, 1, rtol=1e-5)
    assert np.abs(np.linalg.norm(compact(normalize=False).predict(images, verbose=0), axis=1) - 1).max() > 0.01


@pytest.mark.parametrize("shape", [(56, 46, 1), (112, 92, 1), (64, 64, 3)])
def test_other_sizes_and_color(shape):
    network = compact(shape, embedding_size=17)
    assert network.output_shape == (None, 17)
    assert network.predict(np.zeros((2, *shape), np.uint8), verbose=0).shape == (2, 17)


def test_its_width():
    filters = [layer.filters for layer in compact(width=1.5).layers if hasattr(layer, "filters")]
    assert filters == [48, 48, 96, 96]
