import numpy as np
import pytest

from facelab.alignment import similarity
from facelab.alignment.chips import FIVE_POINTS
from facelab.distances import pair_distances
from facelab.widgets.crookedness import SIZE, TEMPLATE, crookedness, move_points

POINTS = np.array([[69.0, 51], [54, 52], [20, 52], [34, 53], [45, 78]])


def small(chips):
    return chips[:, ::8, ::8].reshape(len(chips), -1) / 255


def test_the_template_is_that_of_the_chips(orl):
    data = crookedness(orl.images[0], POINTS).data
    np.testing.assert_allclose(data["template"], (FIVE_POINTS + 0.25) / 1.5 * 112)
    assert (data["chip"], data["size"], data["points"], data["distances"]) == (112, [92, 112], POINTS.tolist(), None)


def test_moves_are_a_similarity_unless_the_face_is_made_wider():
    values = {"turn": 30.0, "scale": 1.25, "right": 4.0, "down": -7.0}
    found = similarity(TEMPLATE, move_points(TEMPLATE, values))
    assert (found.scale, np.degrees(found.angle)) == (pytest.approx(1.25), pytest.approx(30))
    np.testing.assert_allclose(found(TEMPLATE.mean(axis=0)), TEMPLATE.mean(axis=0) + (4, -7))
    np.testing.assert_allclose(found(TEMPLATE), move_points(TEMPLATE, values))
    wider = move_points(TEMPLATE, {"width": 1.2})
    assert np.abs(similarity(wider, TEMPLATE)(wider) - TEMPLATE).max() > 1
    np.testing.assert_allclose(np.ptp(wider, axis=0) / np.ptp(TEMPLATE, axis=0), [1.2, 1])


def test_distances_are_those_of_the_embeddings_of_moved_chips(orl):
    seen = []
    data = crookedness(orl.images[0], POINTS, lambda chips: seen.append(chips) or small(chips)).data
    upright, *moved = seen[0]
    assert upright.shape == (SIZE, SIZE) and len(moved) == 5 * 13 + 1
    measured = [each for curve in data["distances"].values() for each in curve["distances"]]
    vectors = small(seen[0])
    np.testing.assert_allclose(measured, pair_distances(np.repeat(vectors[:1], 65, axis=0), vectors[1:-1]))
    turn = data["distances"]["turn"]
    assert turn["values"][6] == 0 and turn["distances"][6] == pytest.approx(0, abs=1e-6)
    assert data["distances"]["scale"]["values"][6] == 1 and data["distances"]["scale"]["distances"][6] < 1e-6
    assert min(turn["distances"][0], turn["distances"][-1]) > turn["distances"][5] > 0


def test_colored_photographs_are_embedded_in_color(orl):
    shapes = []
    color = np.repeat(orl.images[0][..., None], 3, axis=2)
    crookedness(color, POINTS, lambda chips: shapes.append(chips.shape) or small(chips))
    assert shapes == [(67, 112, 112, 3)]


@pytest.mark.parametrize(
    ("points", "message"),
    [(POINTS[:3], "expected five landmarks"), (np.ones((5, 2)), "coincide"), (POINTS * np.nan, "NaN")],
)
def test_landmarks_that_are_none_are_refused(orl, points, message):
    with pytest.raises(ValueError, match=message):
        crookedness(orl.images[0], points)


def test_a_threshold_or_embeddings_that_are_none_are_refused(orl):
    with pytest.raises(ValueError, match="threshold=0"):
        crookedness(orl.images[0], POINTS, threshold=0)
    with pytest.raises(ValueError, match="for 67 images"):
        crookedness(orl.images[0], POINTS, lambda chips: small(chips)[:3])


def test_a_picture_stands_in_where_no_javascript_runs(orl):
    assert crookedness(orl.images[0], POINTS).static_png().startswith(b"\x89PNG")


def test_the_picture_says_how_far_the_face_is_from_the_template_and_from_itself(orl):
    seen = []
    moved = crookedness(orl.images[0], POINTS, lambda chips: seen.append(chips) or small(chips), threshold=3)
    figure = moved._draw()
    (below,) = (text.get_text() for text in figure.texts)
    apart = np.linalg.norm(small(seen[0])[-1] - small(seen[0])[0])
    assert apart > 1 and below == f"network: {apart:.2f} apart, threshold 3"
    left, right = (text.get_text() for text in figure.axes[0].texts)
    start = {"turn": 15, "scale": 1.2, "right": 8, "down": -6}
    off = move_points(similarity(POINTS, TEMPLATE)(POINTS), start) - TEMPLATE
    far = np.sqrt((off**2).sum(axis=1).mean())
    assert left == f"as it stands:\n{far:.1f} pixels from the template" and right.startswith("aligned:\n")
    assert not crookedness(orl.images[0], POINTS)._draw().texts
