import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from skimage.feature import hog

from facelab.features import HOG


@settings(max_examples=20, deadline=None)
@given(
    st.integers(16, 50), st.integers(16, 50), st.integers(3, 8), st.integers(1, 9), st.integers(1, 2), st.integers(0)
)
def test_as_scikit_image(height, width, cell, bins, block, seed):
    image = np.random.default_rng(seed).integers(0, 256, (height, width), np.uint8)
    theirs = hog(image.astype(float), bins, (cell, cell), (block, block), block_norm="L2-Hys")
    assert np.allclose(HOG(cell, bins, block).transform(image[None])[0], theirs, atol=1e-4)


def test_an_edge_is_in_its_bin():
    image = np.zeros((16, 16), np.uint8)
    image[:, 8:] = 200  # brightness changes from left to right: 0 degrees
    found = HOG(bins=4).blocks(image[None])[0, 0, 0].reshape(4, 4)
    assert (found[:, 0] > 0).all() and not found[:, 1:].any()


def test_a_window_of_the_map_is_the_window_but_for_its_edge(orl):
    image, method = orl.images[0], HOG()
    window = method.blocks(image[None, 8:64, 16:80])[0]  # 7 × 8 cells
    assert np.allclose(method.blocks(image[None])[0, 2:6, 3:8], window[1:5, 1:6], atol=1e-6)


@pytest.mark.parametrize(
    ("arguments", "shape", "sentence"),
    [
        ({"cell": 0}, (1, 32, 32), "expected integers above 0"),
        ({"bins": 2.5}, (1, 32, 32), "expected integers above 0"),
        ({}, (1, 15, 32), "smaller than a block"),
    ],
)
def test_bad_input(arguments, shape, sentence):
    with pytest.raises(ValueError, match=sentence):
        HOG(**arguments).transform(np.zeros(shape, np.uint8))
