import numpy as np

from facelab.identification.growing import GrowingArray


def test_rows_keep_their_order_and_what_was_given_is_not_changed():
    first = np.ones((2, 3))
    rows = GrowingArray(first)
    for value in range(5):
        rows.extend(np.full((2, 3), value))
    assert rows.filled[:, 0].tolist() == [1, 1, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4] and first.shape == (2, 3)
