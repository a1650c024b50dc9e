import numpy as np
import pytest

from facelab.plotting import pairs_grid
from facelab.protocols import Pairs


def test_both_faces_of_each_pair_with_distance_and_names(orl):
    pairs = Pairs(np.array([0, 5]), np.array([10, 6]), np.array([False, True]))
    ax = pairs_grid(orl, pairs, [0.25, 0.5], columns=2)
    assert [text.get_text() for text in ax.texts] == ["0.25\ns1\ns2", "0.5\ns1"]
    canvas = ax.get_images()[0].get_array()
    height = 3 * (112 // 5)
    assert (canvas[height : height + 112, :184] == np.hstack([orl.images[0], orl.images[10]])).all()


def test_as_many_distances_as_pairs(orl):
    with pytest.raises(ValueError, match="zip"):
        pairs_grid(orl, orl.pairs()[:3], [0.1])
