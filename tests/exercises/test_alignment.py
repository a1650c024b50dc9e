import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.spatial.transform import Rotation

from facelab.alignment import similarity
from facelab.exercises.alignment import (
    EXERCISES,
    corner_shares,
    eye_angle,
    in_eye_distances,
    standardize_face,
    umeyama,
)
from facelab.exercises.attempt import attempt
from facelab.preprocessing import standardize

SOME = st.floats(-100, 100).map(lambda value: round(value, 2))


def points(n, d=2):
    return arrays(float, (n, d), elements=SOME)


@given(points(2))
def test_an_angle_is_that_of_the_complex_number(eyes):
    assume(np.abs(eyes[1] - eyes[0]).max() > 0.01)
    x, y = eyes[1] - eyes[0]
    expected = (x + 1j * y) / np.hypot(x, y)  # 180 and −180 are one direction
    assert np.exp(1j * np.radians(eye_angle(*eyes))) == pytest.approx(expected)


@given(st.integers(0, 10).flatmap(points), points(2))
def test_the_eyes_themselves_are_one_apart_around_zero(some, eyes):
    assume(np.abs(eyes[1] - eyes[0]).max() > 0.01)
    assert in_eye_distances(some, *eyes).shape == some.shape
    right, left = in_eye_distances(eyes, *eyes)
    np.testing.assert_allclose(right, -left, atol=1e-9)
    assert np.linalg.norm(left - right) == pytest.approx(1)
    angle = eye_angle(right, left) - eye_angle(*eyes)
    assert (angle + 180) % 360 - 180 == pytest.approx(0, abs=1e-6)


@given(points(3), points(1))
def test_shares_give_the_point_wherever_it_is(triangle, point):
    area = np.linalg.det(triangle[1:] - triangle[0])
    assume(abs(area) > 1)
    shares = corner_shares(point[0], triangle)
    np.testing.assert_allclose(shares @ triangle, point[0], atol=1e-6)
    assert shares.sum() == pytest.approx(1)
    np.testing.assert_allclose(corner_shares(triangle[1], triangle), [0, 1, 0], atol=1e-9)


@given(arrays(np.uint8, st.tuples(st.integers(1, 6), st.integers(1, 6))), st.data())
def test_a_face_is_standardized_and_what_is_outside_of_it_does_not_matter(picture, data):
    mask = data.draw(arrays(bool, picture.shape))
    result = standardize_face(picture, mask)
    assert not result[~mask].any()
    np.testing.assert_array_equal(standardize_face(np.where(mask, picture, 255), mask), result)
    if mask.any() and np.ptp(picture[mask]):
        assert result[mask].mean() == pytest.approx(0, abs=1e-9) and result[mask].std() == pytest.approx(1)
    else:
        assert not result.any()


def test_a_whole_picture_is_standardized_as_by_facelab():
    picture = np.random.default_rng(0).integers(0, 256, (9, 7), np.uint8)
    expected = standardize(picture[None])[0]
    np.testing.assert_allclose(standardize_face(picture, np.ones((9, 7), bool)), expected, atol=1e-5)


@given(st.integers(2, 8).flatmap(lambda n: st.tuples(points(n), points(n))))
def test_in_the_plane_it_is_the_similarity_that_facelab_finds(both):
    source, target = both
    assume(np.ptp(source, axis=0).max() > 0.1)
    np.testing.assert_allclose(umeyama(source, target), similarity(source, target)(source), atol=1e-6)


@given(st.integers(1, 8).flatmap(lambda n: st.tuples(points(n, 3), points(n, 3))))
def test_in_space_no_rotation_and_scale_do_better(both):
    source, target = both
    a, b = source - source.mean(axis=0), target - target.mean(axis=0)
    error = ((umeyama(source, target) - target) ** 2).sum()
    for rotation in Rotation.random(30, random_state=0):
        turned = rotation.apply(a)
        scale = max(0, (turned * b).sum() / max((a**2).sum(), 1e-12))
        assert error <= ((scale * turned - b) ** 2).sum() + 1e-6


def test_in_space_it_is_the_rotation_that_scipy_finds():
    rng = np.random.default_rng(0)
    for _ in range(20):
        source, target = rng.normal(size=(2, 6, 3))
        a, b = source - source.mean(axis=0), target - target.mean(axis=0)
        turned = Rotation.align_vectors(b, a)[0].apply(a)
        expected = (turned * b).sum() / (a**2).sum() * turned + target.mean(axis=0)
        np.testing.assert_allclose(umeyama(source, target), expected, atol=1e-6)


@pytest.mark.parametrize("source", [np.full((4, 3), 2.0), np.full((2, 2), -1.0), np.ones((1, 2))])
def test_points_that_coincide_go_to_the_mean_of_the_targets(source):
    target = np.random.default_rng(0).normal(size=source.shape)
    np.testing.assert_allclose(umeyama(source, target), np.broadcast_to(target.mean(axis=0), source.shape))


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_each_mistake_is_caught_and_hears_its_own_hint(exercise):
    for mistake in exercise.mistakes:
        for seed in (0, 1, 2):
            assert mistake.hint in attempt(exercise, mistake.answer, seed, 10).problem
