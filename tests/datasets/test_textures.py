import numpy as np
import pytest

from facelab.datasets.textures import TEXTURES, texture


@pytest.mark.parametrize("kind", TEXTURES)
def test_textures_fill_the_image_and_differ(kind):
    first, other = (texture(kind, (50, 70), np.random.default_rng(seed)) for seed in (0, 1))
    assert first.shape == (50, 70) and first.dtype == np.uint8 and (first != other).any()


def test_an_unknown_texture():
    with pytest.raises(ValueError, match="expected one of clouds"):
        texture("sky", (5, 5), np.random.default_rng(0))
