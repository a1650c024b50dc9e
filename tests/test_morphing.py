import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from facelab.alignment import landmarks
from facelab.alignment.landmarks import hog_like_box
from facelab.detection import detect
from facelab.morphing import mmpmr, morph

RNG = np.random.default_rng(0)
FACE = np.array([[30.0, 30], [70, 28], [72, 80], [50, 95], [28, 78], [50, 55]])


def flat(level, shape=(112, 92)):
    return np.full(shape, level, np.uint8)


@pytest.fixture(scope="module")
def two_faces(orl):
    images = orl.images[[0, 130]]
    faces = [detect(image, "yunet", upsample=1)[0] for image in images]
    return images, [landmarks(image, hog_like_box(face), 68) for image, face in zip(images, faces, strict=True)]


def test_nothing_of_the_second_person_is_the_first_and_all_of_it_the_second(two_faces):
    (first, second), (a, b) = two_faces
    for face_only in (True, False):
        assert (morph(first, second, a, b, share=0, face_only=face_only) == first).all()
    assert (morph(first, second, a, b, share=1, face_only=False) == second).all()
    assert (morph(first, first, a, a) == first).all()


def test_the_order_does_not_matter_to_whole_pictures(two_faces):
    (first, second), (a, b) = two_faces
    one = morph(first, second, a, b, share=0.3, face_only=False).astype(int)
    other = morph(second, first, b, a, share=0.7, face_only=False)
    assert np.abs(one - other).max() <= 2  # between pixels, OpenCV reads in steps of 1/32
    assert np.abs(one - morph(first, second, a, b, face_only=False)).max() > 10


@pytest.mark.parametrize("share", [0.25, 0.5])
def test_both_peoples_landmarks_meet_at_the_weighted_mean(share):
    first, second = flat(0), flat(0)
    moved = FACE + np.array([8, -4])
    first[55, 50] = second[51, 58] = 200
    found = morph(first, second, FACE, moved, share)
    row, column = 55 - round(4 * share), 50 + round(8 * share)
    assert np.unravel_index(found.argmax(), found.shape) == (row, column) and found[row, column] == 200
    assert np.count_nonzero(found > 20) < 10  # one dot, no ghost beside it; half of a dot would be 100


def test_what_lies_between_landmarks_moves_with_them():
    image = flat(0)
    image[56, 46] = 200  # the center of the picture, where no point is held fast
    found = morph(image, flat(0), FACE[:5], FACE[:5] + [12, 0], share=0.5)
    assert np.unravel_index(found.argmax(), found.shape) == (56, 52)


def test_only_the_face_is_blended_and_its_edge_is_soft():
    found = morph(flat(100), flat(200), FACE, FACE, share=0.5)
    assert found[55, 50] == 150 and found[5, 5] == found[110, 90] == 100
    across = found[55, :50].astype(int)
    assert (np.diff(across) >= 0).all() and np.diff(across).max() < 15
    assert (morph(flat(100), flat(200), FACE, FACE, share=0.5, face_only=False) == 150).all()


def test_outside_of_the_face_it_is_the_first_person_warped(two_faces):
    (first, second), (a, b) = two_faces
    outside = (slice(0, 20), slice(0, 92))
    found = morph(first, second, a, b)
    assert (found[outside] == morph(first, flat(0), a, b)[outside]).all() and (found != first).any()


def test_color_is_morphed_channel_by_channel(two_faces):
    (first, second), points = two_faces
    images = [np.stack([image, 255 - image, image // 2], axis=-1) for image in (first, second)]
    for face_only in (True, False):
        found = morph(*images, *points, share=0.4, face_only=face_only)
        for channel in range(3):
            alone = morph(images[0][..., channel], images[1][..., channel], *points, share=0.4, face_only=face_only)
            assert (found[..., channel] == alone).all()


def test_landmarks_beyond_the_edge_leave_no_black_seam():
    beyond = FACE * [1, 1.3]  # the chin is below the picture
    assert beyond[:, 1].max() > 111
    assert (morph(flat(90), flat(90), beyond, FACE + 5) == 90).all()
    assert (morph(flat(90), flat(90), FACE * 100, -FACE) == 90).all()


def test_a_photograph_without_a_difference_in_shape_is_not_warped():
    first, second = (RNG.integers(0, 256, (40, 30), np.uint8) for _ in range(2))
    points = np.array([[5.0, 5], [25, 5], [15, 35]])
    found = morph(first, second, points, points, face_only=False)
    assert np.abs(found - (first.astype(float) + second) / 2).max() <= 0.5


def test_it_leaves_what_it_was_given(two_faces):
    (first, second), (a, b) = two_faces
    before = [each.copy() for each in (first, second, a, b)]
    morph(first, second, a, b)
    assert all((old == new).all() for old, new in zip(before, (first, second, a, b), strict=True))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"image_b": flat(0, (112, 90))}, r"\(112, 92\) and \(112, 90\): expected the same"),
        ({"image_b": flat(0, (112, 92, 3))}, "expected the same"),
        ({"image_a": flat(0, (1, 50)), "image_b": flat(0, (1, 50))}, "at least 2 × 2"),
        ({"landmarks_b": FACE[1:]}, r"landmarks \(6, 2\) and \(5, 2\)"),
        ({"landmarks_a": FACE[:0], "landmarks_b": FACE[:0]}, "at least one"),
        ({"landmarks_a": FACE[0], "landmarks_b": FACE[0]}, r"expected both \(points, 2\)"),
        ({"landmarks_a": np.full((6, 2), np.nan)}, "a landmark is NaN"),
        ({"share": 1.5}, "share=1.5: expected a number from 0 to 1"),
        ({"share": np.nan}, "share=nan"),
    ],
)
def test_what_cannot_be_morphed(change, message):
    given_ = {"image_a": flat(0), "image_b": flat(9), "landmarks_a": FACE, "landmarks_b": FACE}
    with pytest.raises(ValueError, match=message):
        morph(**{**given_, **change})


def test_images_of_floats_are_refused():
    with pytest.raises(TypeError, match="expected a uint8 array"):
        morph(flat(0) / 255, flat(0), FACE, FACE)


@given(
    arrays(float, (5, 3), elements=st.sampled_from([0.1, 0.5, 0.9])),
    arrays(float, (5, 2), elements=st.sampled_from([0.1, 0.5, 0.9])),
    st.sampled_from([0.0, 0.3, 0.5, 1.0]),
)
def test_mmpmr_is_that_of_a_naive_loop(distances_a, distances_b, threshold):
    both = 0
    for one, other in zip(distances_a, distances_b, strict=True):
        both += any(each <= threshold for each in one) and any(each <= threshold for each in other)
    assert mmpmr(distances_a, distances_b, threshold) == both / 5
    first_attempts = np.mean((distances_a[:, 0] <= threshold) & (distances_b[:, 0] <= threshold))
    assert mmpmr(distances_a[:, 0], distances_b[:, 0], threshold) == first_attempts
    assert mmpmr(distances_a[:, :1], distances_b[:, 0], threshold) == first_attempts


def test_mmpmr_by_hand():
    """Accepted as both, as the first alone, as nobody, as both at the second attempt."""
    distances_a = np.array([[0.2, 0.9], [0.2, 0.2], [0.9, 0.9], [0.9, 0.5]])
    distances_b = np.array([[0.5, 0.9], [0.8, 0.7], [0.9, 0.9], [0.1, 0.7]])
    assert mmpmr(distances_a, distances_b, 0.5) == 2 / 4
    assert mmpmr(distances_a[:, 0], distances_b[:, 0], 0.5) == 1 / 4


@pytest.mark.parametrize(
    ("distances_a", "distances_b", "threshold", "message"),
    [
        ([], [], 0.5, "at least one"),
        ([0.1, 0.2], [0.1], 0.5, r"distances_a \(2,\) and distances_b \(1,\)"),
        (np.zeros((2, 0)), np.zeros((2, 0)), 0.5, "at least one"),
        (0.1, 0.2, 0.5, r"expected \(n_morphs,\)"),
        (np.zeros((1, 1, 1)), np.zeros((1, 1, 1)), 0.5, r"expected \(n_morphs,\)"),
        ([np.nan], [0.1], 0.5, "is NaN"),
        ([0.1], [0.1], np.nan, "is NaN"),
    ],
)
def test_what_has_no_mmpmr(distances_a, distances_b, threshold, message):
    with pytest.raises(ValueError, match=message):
        mmpmr(distances_a, distances_b, threshold)
