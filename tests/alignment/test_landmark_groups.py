import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facelab.alignment import GROUPS, landmark_distances, landmarks
from facelab.detection import detect

FACE = np.random.default_rng(0).random((1, 68, 2))


def test_every_point_is_in_one_group():
    numbers = [i for group in GROUPS.values() for i in range(68)[group]]
    assert numbers == list(range(68))


def test_groups_are_where_their_names_say(orl):
    image = orl.images[0]
    points = landmarks(image, detect(image, upsample=1)[0].box, 68)
    middle = {name: points[group].mean(axis=0) for name, group in GROUPS.items()}
    assert middle["right brow"][1] < middle["right eye"][1] < middle["nose"][1] < middle["outer lip"][1]
    assert middle["right eye"][0] < middle["nose"][0] < middle["left eye"][0], "a person's right is on our left"
    assert np.ptp(points[GROUPS["jaw"]], axis=0)[0] > np.ptp(points[GROUPS["outer lip"]], axis=0)[0]


@given(st.floats(0.1, 10), st.floats(-3, 3), st.floats(-100, 100))
def test_position_rotation_and_size_do_not_matter(scale, angle, shift):
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    assert np.allclose(landmark_distances(FACE), landmark_distances(scale * FACE @ turn.T + shift), atol=1e-3)


def test_as_a_double_loop():
    found = landmark_distances(FACE)[0]
    eyes = [FACE[0, GROUPS[name]].mean(axis=0) for name in ("right eye", "left eye")]
    unit = np.linalg.norm(eyes[0] - eyes[1])
    loop = [np.linalg.norm(FACE[0, i] - FACE[0, j]) / unit for i in range(68) for j in range(i + 1, 68)]
    assert np.allclose(found, loop, atol=1e-5)


@pytest.mark.parametrize("points", [np.zeros((68, 2)), np.zeros((2, 68, 2)), np.full((1, 68, 2), np.nan)])
def test_bad_input(points):
    with pytest.raises(ValueError, match=r"68|both eyes"):
        landmark_distances(points)
