import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from facelab.augmentation import RandomAugmentation

NO_CHANGE = {
    "shift": 0,
    "degrees": 0,
    "zoom": 0,
    "flip_horizontal": False,
    "side_light": 0,
    "contrast": 0,
    "occlude": 0,
}


@given(arrays.arrays(np.uint8, st.tuples(*[st.integers(1, 9)] * 3)), st.integers(0, 2**32 - 1))
def test_any_size_keeps_shape_and_dtype_and_leaves_the_original(images, seed):
    before = images.copy()
    changed = RandomAugmentation(occlude=1)(images, np.random.default_rng(seed))
    assert changed.shape == images.shape and changed.dtype == np.uint8 and (images == before).all()


def test_color_and_no_images():
    for shape in ((3, 20, 15, 3), (0, 20, 15)):
        assert RandomAugmentation()(np.zeros(shape, np.uint8), np.random.default_rng(0)).shape == shape


def test_without_any_change_the_images_stay(orl):
    assert np.array_equal(RandomAugmentation(**NO_CHANGE)(orl.images[:4], np.random.default_rng(0)), orl.images[:4])


@pytest.mark.parametrize("change", NO_CHANGE)
def test_each_kind_of_change_changes_something_on_its_own(orl, change):
    value = True if change == "flip_horizontal" else {"degrees": 10, "occlude": 1}.get(change, 0.2)
    changed = RandomAugmentation(**NO_CHANGE | {change: value})(orl.images[:8], np.random.default_rng(0))
    assert not np.array_equal(changed, orl.images[:8])


def test_half_of_the_images_are_flipped(orl):
    images = np.repeat(orl.images[:1], 200, axis=0)
    changed = RandomAugmentation(**NO_CHANGE | {"flip_horizontal": True})(images, np.random.default_rng(0))
    flipped = (changed == images[:, :, ::-1]).all(axis=(1, 2))
    assert (flipped | (changed == images).all(axis=(1, 2))).all() and 70 < flipped.sum() < 130


def test_the_same_generator_gives_the_same_changes(orl):
    one, other, third = (RandomAugmentation()(orl.images[:4], np.random.default_rng(seed)) for seed in (0, 0, 1))
    assert (one == other).all() and not np.array_equal(one, third)


def test_rectangles_are_everywhere():
    images = np.full((400, 20, 20), 128, np.uint8)
    occluded = (RandomAugmentation(**NO_CHANGE | {"occlude": 1})(images, np.random.default_rng(0)) != 128).mean(axis=0)
    assert occluded[5:-5, 5:-5].min() > 0.05 and occluded[0].max() < 0.5 > occluded[:, 0].max()
