import numpy as np
import pytest

from facelab.augmentation import photometric
from facelab.augmentation.photometric import blur, brightness, contrast, noise, occlude, side_light

IMAGES = np.random.default_rng(0).integers(0, 256, (3, 40, 30), np.uint8)


@pytest.mark.parametrize("channels", [(), (3,)])
def test_light_without_slope_changes_nothing(channels):
    images = np.broadcast_to(IMAGES[(...,) + (None,) * len(channels)], (*IMAGES.shape, *channels))
    changed = side_light(images, 0)
    assert changed.dtype == np.uint8 and (changed == images).all()


def test_light_from_the_right_and_from_the_left():
    flat = np.full((1, 4, 5), 100, np.uint8)
    assert side_light(flat, 0.5)[0, 0].tolist() == [50, 75, 100, 125, 150]
    assert side_light(flat, -0.5)[0, 0].tolist() == [150, 125, 100, 75, 50]
    assert side_light(np.full((1, 1, 2), 250, np.uint8), 0.5).max() == 255


def test_values_by_hand():
    assert brightness(np.array([[[10, 250]]], np.uint8), 20).tolist() == [[[30, 255]]]
    assert contrast(np.array([[[90, 110]]], np.uint8), 2).tolist() == [[[80, 120]]]
    assert blur(np.full((1, 1, 2), 7, np.uint8), 2).tolist() == [[[7, 7]]]
    assert noise(np.full((1, 1, 2), 100, np.uint8), 0, np.random.default_rng(0)).tolist() == [[[100, 100]]]
    assert occlude(np.zeros((1, 4, 1), np.uint8), 0.25)[0, :, 0].tolist() == [0, 0, 0, 128]


@pytest.mark.parametrize(
    ("function", "amount"),
    [("contrast", -1), ("blur", -1), ("blur", np.inf), ("occlude", 1.1), ("side_light", 1.5)],
)
def test_bad_input(function, amount):
    with pytest.raises(ValueError, match=f"={amount}: expected"):
        getattr(photometric, function)(IMAGES, amount)


def test_noise_is_that_of_the_generator():
    gray = np.full((1, 100, 100), 128, np.uint8)
    noisy = noise(gray, 10, np.random.default_rng(0))
    assert 9.5 < noisy.std() < 10.5
    assert np.array_equal(noisy, noise(gray, 10, np.random.default_rng(0)))
