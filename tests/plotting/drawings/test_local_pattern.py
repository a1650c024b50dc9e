import numpy as np
import pytest

from facelab.features import lbp_codes
from facelab.plotting.drawings import local_pattern


@pytest.mark.parametrize("seed", range(5))
def test_the_four_straight_bits_are_those_of_facelab(seed):
    patch = np.random.default_rng(seed).integers(0, 9, (3, 3))
    total = int(local_pattern(patch).texts[-1].get_text().rpartition("= ")[2])
    cross = lbp_codes(np.pad(patch.astype(np.uint8), 1, mode="edge"), points=4, radius=1, uniform=False)[2, 2]
    assert [total >> 2 * bit & 1 for bit in range(4)] == [int(cross) >> bit & 1 for bit in range(4)]


def test_a_dark_ring_has_no_ones():
    patch = np.zeros((3, 3), int)
    patch[1, 1] = 5
    assert local_pattern(patch).texts[-1].get_text() == "0\n= 0"
