import cv2
import numpy as np
import pytest

from facelab.augmentation import rotate
from facelab.widgets.turned_keypoints import ratios_to_second, stay_inside, turn_keypoints, unit_lengths

ANGLES = np.array([-90, -30, 0, 45, 90])


@pytest.fixture(scope="module")
def photograph(orl):
    return orl.images[10]


@pytest.fixture(scope="module")
def found(photograph):
    return turn_keypoints(photograph, ANGLES)


def sift():
    return cv2.SIFT_create(enable_precise_upscale=True)


def test_upright_they_are_opencvs_keypoints(photograph, found):
    keypoints, descriptors = sift().detectAndCompute(photograph, None)
    np.testing.assert_array_equal(found.turning[2], descriptors)
    np.testing.assert_allclose(found.places[2], found.points)
    np.testing.assert_allclose(found.points, [keypoint.pt for keypoint in keypoints])
    np.testing.assert_allclose(found.directions[2], [(360 - keypoint.angle) % 360 for keypoint in keypoints], atol=1e-4)


def test_turned_each_descriptor_is_opencvs_alone(photograph, found):
    """One keypoint after the other, with a place that is turned by hand."""
    keypoints = sift().detect(photograph, None)
    smallest = min(keypoints, key=lambda keypoint: keypoint.octave & 255 != 255)  # with it the picture is doubled
    for step in (1, 3):
        turned, angle = rotate(photograph[None], float(ANGLES[step]))[0], np.radians(ANGLES[step])
        for number in range(0, len(keypoints), 9):
            own, (x, y) = keypoints[number], np.array(keypoints[number].pt) - (45.5, 55.5)
            x, y = x * np.cos(angle) + y * np.sin(angle) + 45.5, y * np.cos(angle) - x * np.sin(angle) + 55.5
            np.testing.assert_allclose(found.places[step, number], (x, y), atol=1e-3)
            x, y = found.places[step, number]
            for kind, direction in ((found.turning, found.directions[step, number]), (found.upright, 0)):
                if np.isnan(direction):
                    continue
                given = cv2.KeyPoint(float(x), float(y), own.size, float(360 - direction) % 360, 0, own.octave)
                assert (sift().compute(turned, [given, smallest])[1][0] == kind[step, number]).mean() > 0.98


def test_the_direction_turns_with_the_photograph(photograph, found):
    inside = stay_inside(found.points, found.sigmas, photograph.shape)
    alone = np.array([np.count_nonzero((found.points == point).all(axis=1)) == 1 for point in found.points])
    for step, angle in enumerate(ANGLES):
        off = (found.directions[step] - found.directions[2] - angle + 180) % 360 - 180
        assert np.nanmedian(np.abs(off[inside & alone])) < 4
        assert np.isfinite(off[inside]).mean() > 0.6


def test_after_a_quarter_turn_nothing_remains_but_in_an_upright_window(photograph, found):
    """Every pixel is where another one was."""
    inside = stay_inside(found.points, found.sigmas, photograph.shape)
    for step in (0, 4):
        seen = inside & np.isfinite(found.directions[step])
        apart = [np.linalg.norm(unit_lengths(one[step]) - unit_lengths(one[2]), axis=1) for one in found[-2:]]
        assert np.median(apart[0][seen]) < 0.001
        assert np.median(apart[1][seen]) > 0.8


def test_what_is_lost_has_no_direction(photograph):
    gray = np.where(np.indices(photograph.shape)[1] < 46, photograph, 128).astype(np.uint8)
    found = turn_keypoints(gray, np.array([0, 20]))
    assert np.isnan(found.directions[1]).any() and np.isfinite(found.directions[0]).all()


def test_a_photograph_without_keypoints():
    found = turn_keypoints(np.full((50, 40), 9, np.uint8), np.array([0, 20]))
    assert found.points.shape == (0, 2) and found.turning.shape[:2] == (2, 0)


def test_a_window_stays_inside_if_its_corner_does():
    half = 6 * np.sqrt(2)
    points = np.array([[49.5, 49.5], [49.5 + 49.9 - half, 49.5], [49.5 + 50.1 - half, 49.5]])
    assert stay_inside(points, np.ones(3), (100, 100)).tolist() == [True, True, False]


def test_ratios_against_a_loop():
    rng = np.random.default_rng(0)
    descriptors, candidates = rng.integers(0, 200, (2, 6, 128)).astype(np.uint8)
    candidates[2] = descriptors[4]
    ratios, nearest = ratios_to_second(descriptors, candidates)
    for descriptor, ratio, number in zip(descriptors, ratios, nearest, strict=True):
        apart = [np.linalg.norm(descriptor / np.linalg.norm(descriptor) - c / np.linalg.norm(c)) for c in candidates]
        assert ratio == pytest.approx(sorted(apart)[0] / sorted(apart)[1])
        assert number == np.argmin(apart)
    assert ratios[4] == 0 and nearest[4] == 2
