import matplotlib.pyplot as plt
import numpy as np

from facelab.plotting import dots_by_row


def test_a_row_for_each_group_with_its_median():
    _, ax = plt.subplots()
    dots_by_row({"before": np.array([1.0, 2, 9]), "after": np.array([3.0, 5])}, "steps", line=4, ax=ax)
    assert [text.get_text() for text in ax.get_yticklabels()] == ["before", "after"]
    assert [line.get_xdata()[0] for line in ax.lines] == [2, 4, 4]
    assert [len(dots.get_offsets()) for dots in ax.collections] == [3, 2]
    low, high = ax.get_ylim()
    assert low > high  # the first group is on top
