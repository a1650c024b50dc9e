import numpy as np
import pytest

from facelab.augmentation.occlusion import EYE_COLUMNS, EYES_ROW, glasses, patch

WHITE = np.full((4, 112, 92), 240, np.uint8)


def test_glasses_darken_both_eyes_and_nothing_between_them():
    dark = glasses(WHITE, 1)
    row = round(EYES_ROW * 112)
    assert all(dark[0, row, round(column * 92)] == 30 for column in EYE_COLUMNS)
    assert dark[0, row, 46] == 240 and dark[0, 90].min() == 240
    np.testing.assert_array_equal(glasses(WHITE, 0), WHITE)
    assert glasses(WHITE, 0.5)[0, row, round(0.3 * 92)] == 135


def test_glasses_of_rgb_are_those_of_each_channel():
    np.testing.assert_array_equal(glasses(np.stack([WHITE] * 3, axis=3), 0.7)[..., 1], glasses(WHITE, 0.7))


@pytest.mark.parametrize("side", [0, 0.3, 1])
def test_a_patch_covers_a_square_of_each_image_at_places_of_its_own(side):
    covered = patch(WHITE, side, np.random.default_rng(0)) != 240
    pixels = round(side * 92)
    assert (covered.sum(axis=(1, 2)) == pixels**2).all()
    places = {tuple(np.argwhere(each)[0]) for each in covered} if pixels else set()
    assert len(places) == (4 if side else 0)


def test_a_patch_of_rgb_is_gray():
    rgb = np.zeros((1, 20, 20, 3), np.uint8)
    covered = patch(rgb, 0.5, np.random.default_rng(1))
    assert set(np.unique(covered)) == {0, 128} and (covered[..., 0] == covered[..., 2]).all()


@pytest.mark.parametrize("amount", [-0.1, 1.1, np.nan])
def test_shares_beyond_0_and_1_are_refused(amount):
    with pytest.raises(ValueError, match="0 to 1"):
        glasses(WHITE, amount)
    with pytest.raises(ValueError, match="0 to 1"):
        patch(WHITE, amount, np.random.default_rng(0))
