import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import to_hex

from facelab.alignment import GROUPS
from facelab.plotting import landmark_groups, landmark_mesh

IMAGE = np.zeros((80, 60), np.uint8)
POINTS = np.random.default_rng(0).uniform(0, 60, (68, 2))


def test_landmark_groups_have_all_points_and_their_names():
    _, ax = plt.subplots()
    assert landmark_groups(IMAGE, POINTS, ax=ax) is ax
    for line, group in zip(ax.get_lines(), GROUPS.values(), strict=True):
        np.testing.assert_array_equal(line.get_xydata()[: group.stop - group.start], POINTS[group])
    assert [text.get_text() for text in ax.texts][:2] == ["jaw: 0–16", "right brow: 17–21"]


def test_eyes_and_lips_are_closed_and_the_two_lips_differ_in_color():
    _, ax = plt.subplots()
    lines = dict(zip(GROUPS, landmark_groups(IMAGE, POINTS, ax=ax).get_lines(), strict=True))
    closed = [name for name, line in lines.items() if (line.get_xydata()[0] == line.get_xydata()[-1]).all()]
    assert closed == ["right eye", "left eye", "outer lip", "inner lip"]
    assert to_hex(lines["outer lip"].get_color()) != to_hex(lines["inner lip"].get_color())


def test_each_name_points_at_a_landmark_of_its_group():
    _, ax = plt.subplots()
    landmark_groups(IMAGE, POINTS, ax=ax)
    for text, line in zip(ax.texts, ax.get_lines(), strict=True):
        assert text.xy in line.get_xydata()
        assert to_hex(text.arrow_patch.get_edgecolor()) == to_hex(line.get_color())


def test_a_mesh_marks_one_triangle():
    _, axes = plt.subplots(1, 2)
    triangles = np.array([[0, 1, 2], [1, 2, 3]])
    assert not landmark_mesh(IMAGE, POINTS[:4], triangles, ax=axes[0]).patches
    (marked,) = landmark_mesh(IMAGE, POINTS[:4], triangles, 1, ax=axes[1]).patches
    np.testing.assert_array_equal(marked.get_xy()[:3], POINTS[1:4])
