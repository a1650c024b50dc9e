import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from skimage.measure import block_reduce

from facelab.images import to_gray
from facelab.preprocessing import ResizeGray, mean_image, standardize


def shares(n_old, n_new):
    """How much of each new pixel each old one covers, along one side: a plain loop."""
    scale, matrix = n_old / n_new, np.zeros((n_new, n_old))
    for new in range(n_new):
        for old in range(n_old):
            matrix[new, old] = max(0, min(old + 1, (new + 1) * scale) - max(old, new * scale)) / scale
    return matrix


@pytest.fixture(scope="module")
def noise():
    return np.random.default_rng(0).integers(0, 256, (5, 112, 92), dtype=np.uint8)


def test_half_the_size_is_the_mean_of_blocks(noise):
    small = ResizeGray(56, 46)(noise)
    assert small.shape == (5, 56, 46) and small.dtype == np.uint8
    assert np.abs(small - block_reduce(noise, (1, 2, 2), np.mean)).max() <= 0.5
    blocks = noise.reshape(5, 56, 2, 46, 2).astype(int).sum(axis=(2, 4))
    np.testing.assert_array_equal(small, (blocks + 2) // 4)  # halves are rounded up


@settings(deadline=None)
@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 40), st.integers(0, 40))
def test_any_smaller_size_is_the_mean_of_areas(height, width, more_down, more_across):
    old = height + more_down, width + more_across
    image = np.random.default_rng(0).integers(0, 256, old, dtype=np.uint8)
    expected = shares(old[0], height) @ image @ shares(old[1], width).T
    assert np.abs(ResizeGray(height, width)(image[None, :, :])[0] - expected).max() <= 0.51


def test_rgb_images_are_converted_to_gray_first(noise):
    rgb = np.stack([noise, noise[::-1], 255 - noise], axis=-1)
    assert (ResizeGray(20, 30)(rgb) == ResizeGray(20, 30)(to_gray(rgb))).all()
    red = np.zeros((1, 4, 4, 3), np.uint8)
    red[..., 0] = 255
    assert (ResizeGray(2, 2)(red) == 76).all()  # 0.299 · 255


def test_the_right_size_stays_as_it_is(noise):
    assert (ResizeGray(112, 92)(noise) == noise).all()


def test_one_gray_value_stays_that_value_at_any_size():
    assert (ResizeGray(56, 46)(np.full((1, 250, 250), 201, np.uint8)) == 201).all()
    assert (ResizeGray(56, 46)(np.full((1, 20, 10), 201, np.uint8)) == 201).all()


def test_the_images_are_not_changed(noise):
    before = noise.copy()
    ResizeGray(112, 92)(noise)[:] = 0
    assert (noise == before).all()


@pytest.mark.parametrize("shape", [(0, 112, 92), (0, 112, 92, 3)])
def test_no_images(shape):
    small = ResizeGray(56, 46)(np.empty(shape, np.uint8))
    assert small.shape == (0, 56, 46) and small.dtype == np.uint8


def test_other_arrays_are_refused():
    with pytest.raises(TypeError, match="float64; expected a uint8 array"):
        ResizeGray()(np.zeros((1, 112, 92)))
    with pytest.raises(ValueError, match="One image"):
        ResizeGray()(np.zeros((112, 92), np.uint8))


def test_two_of_one_size_are_equal():
    assert ResizeGray(56, 46) == ResizeGray() and hash(ResizeGray(56, 46)) == hash(ResizeGray())
    assert ResizeGray(46, 56) != ResizeGray(56, 46)


def test_the_mean_image_is_that_of_a_loop(orl):
    total = np.zeros(orl.images.shape[1:])
    for image in orl.images[:50]:
        total += image
    np.testing.assert_allclose(mean_image(orl.images[:50]), total / 50, rtol=1e-6)
    with pytest.raises(ValueError, match="no images to average"):
        mean_image(orl.images[:0])


@pytest.mark.parametrize("color", [False, True])
def test_standardized_images_have_mean_0_and_deviation_1_whatever_the_light(orl, color):
    images = np.repeat(orl.images[:5, ..., None], 3, axis=-1) if color else orl.images[:5]
    found = standardize(images)
    axes = tuple(range(1, images.ndim))
    np.testing.assert_allclose(found.mean(axis=axes), 0, atol=1e-5)
    np.testing.assert_allclose(found.std(axis=axes), 1, atol=1e-5)
    darker = (images // 2).astype(np.uint8)
    assert np.abs(standardize(darker) - found).max() < 0.05


def test_an_image_of_one_gray_becomes_0():
    assert not standardize(np.full((1, 4, 4), 90, np.uint8)).any()
