import numpy as np
import pytest
from matplotlib.patches import Rectangle

from facelab.plotting.drawings import convolutional_network


def test_sizes_are_those_of_convolutions_without_padding_and_of_pooling_by_two():
    ax = convolutional_network(np.zeros((56, 46), np.uint8), [(5, 8), (3, 16), (3, 32)], 20)
    written = [text.get_text().split("\n") for text in ax.texts]
    assert [size for name, size, *_ in (w for w in written if len(w) > 1) if "maps" in name] == [
        *("52 × 42", "26 × 21", "24 × 19", "12 × 9", "10 × 7", "5 × 3")
    ]
    assert ["480", "numbers"] in written and ["20", "logits"] in written


@pytest.mark.parametrize("filters", [2, 7])
def test_there_is_a_sheet_for_each_map(filters):
    ax = convolutional_network(np.zeros((20, 10), np.uint8), [(3, filters)], 4)
    sheets = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    assert len(sheets) == 2 * filters + 2
    assert max(sheet.get_x() + sheet.get_width() for sheet in sheets) < ax.get_xlim()[1]
