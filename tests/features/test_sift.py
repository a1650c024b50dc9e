import cv2
import numpy as np
import pytest
from sklearn.base import clone

from facelab.augmentation import rotate
from facelab.features import SIFTBag, match_keypoints
from facelab.features.sift import _describe


@pytest.fixture(scope="module")
def bag(orl):
    return SIFTBag(n_words=16, seed=0).fit(orl.images[:40])


def test_shares_against_a_loop(orl, bag):
    _, descriptors = cv2.SIFT_create().detectAndCompute(orl.images[50], None)
    nearest = [np.linalg.norm(bag.words_ - d, axis=1).argmin() for d in descriptors]
    expected = np.bincount(nearest, minlength=16) / len(nearest)
    np.testing.assert_allclose(bag.transform(orl.images[50:51])[0], expected, rtol=1e-6)


def test_the_same_seed_gives_the_same_words(orl, bag):
    assert (clone(bag).fit(orl.images[:40]).words_ == bag.words_).all()


def test_an_image_is_described_once_and_nobody_writes_into_it(orl):
    image = orl.images[7]
    first, again = _describe(image), _describe(image.copy())
    assert first[1] is again[1] and not first[0].flags.writeable and not first[1].flags.writeable
    assert not np.array_equal(_describe(255 - image)[1], first[1])


def test_an_image_without_keypoints_is_all_zero(bag):
    assert (bag.transform(np.full((1, 112, 92), 9, np.uint8)) == 0).all()


def test_too_few_keypoints_are_refused():
    with pytest.raises(ValueError, match="0 keypoints cannot make 4 words"):
        SIFTBag(4).fit(np.full((3, 112, 92), 9, np.uint8))


def test_matches_of_a_rotated_image_are_where_they_should_be(orl):
    image = orl.images[10]
    left, right = match_keypoints(image, rotate(image[None], 30)[0])
    angle, center = np.radians(30), np.array([45.5, 55.5])
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    distances = np.linalg.norm((left - center) @ turn + center - right, axis=1)
    assert len(left) > 20 and np.mean(distances < 3) > 0.9


def test_a_stricter_ratio_keeps_fewer(orl):
    counts = [len(match_keypoints(orl.images[10], orl.images[12], ratio)[0]) for ratio in (0.5, 0.75, 0.95)]
    assert counts[0] < counts[1] < counts[2]


def test_nothing_to_match():
    flat = np.full((50, 50), 9, np.uint8)
    left, right = match_keypoints(flat, flat)
    assert left.shape == right.shape == (0, 2)
