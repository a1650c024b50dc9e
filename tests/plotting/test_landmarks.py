import matplotlib.pyplot as plt
import numpy as np

from facelab.plotting import landmark_groups


def test_landmark_groups_have_all_points_and_a_legend():
    points = np.random.default_rng(0).uniform(0, 80, (68, 2))
    _, ax = plt.subplots()
    assert landmark_groups(np.zeros((80, 80), np.uint8), points, ax=ax) is ax
    drawn = np.concatenate([line.get_xydata() for line in ax.get_lines()])
    np.testing.assert_array_equal(drawn, points)
    assert [text.get_text() for text in ax.get_legend().get_texts()][:2] == ["jaw: 0–16", "right brow: 17–21"]
