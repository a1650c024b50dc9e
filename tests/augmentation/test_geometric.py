import numpy as np
import pytest
from PIL import Image

from facelab.augmentation.geometric import flip_horizontal, rotate, shift, zoom


@pytest.fixture
def images():
    return np.random.default_rng(0).integers(0, 256, (3, 12, 9), dtype=np.uint8)


@pytest.mark.parametrize("change", [shift, lambda x: zoom(x, 1), lambda x: rotate(x, 0)])
@pytest.mark.parametrize("channels", [(), (3,)])
def test_no_amount_changes_nothing(images, change, channels):
    images = np.broadcast_to(images[(...,) + (None,) * len(channels)], (3, 12, 9, *channels))
    changed = change(images)
    assert changed.dtype == np.uint8 and (changed == images).all()


def test_whole_pixels_are_moved_and_the_edge_repeats(images):
    moved = shift(images, right=2, down=3)
    assert (moved[:, 3:, 2:] == images[:, :-3, :-2]).all()
    assert (moved[:, 0, 0] == images[:, 0, 0]).all()


def test_rotation_is_that_of_pillow():
    smooth = np.add.outer(np.arange(41), 2 * np.arange(41)).astype(np.uint8)
    theirs = np.asarray(Image.fromarray(smooth).rotate(30, Image.Resampling.BILINEAR))
    ours = rotate(smooth[None], 30)[0]
    assert np.abs(ours[12:-12, 12:-12].astype(int) - theirs[12:-12, 12:-12]).max() <= 2


def test_zoom_keeps_the_center(images):
    odd = images[:, :11]
    for factor in (0.5, 1.3, 2):
        assert (zoom(odd, factor)[:, 5, 4] == odd[:, 5, 4]).all()


def test_flipping_swaps_left_and_right():
    assert flip_horizontal(np.array([[[1, 2]]], np.uint8)).tolist() == [[[2, 1]]]


@pytest.mark.parametrize(
    ("change", "error", "sentence"),
    [
        (lambda x: zoom(x, 0), ValueError, "factor=0"),
        (lambda x: shift(x / 255), TypeError, "expected a uint8"),
    ],
)
def test_bad_input_is_one_sentence(images, change, error, sentence):
    with pytest.raises(error, match=sentence):
        change(images)
