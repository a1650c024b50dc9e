import numpy as np
import pytest

from facelab.identification.checks import check_distances


@pytest.mark.parametrize(
    ("distances", "reason"),
    [
        (np.ones((2, 3)), r"expected \(2 probes, 2"),
        (np.ones((0, 2)), "shape"),
        (np.full((2, 2), np.nan), "4 distances"),
    ],
)
def test_what_does_not_fit_is_refused(distances, reason):
    with pytest.raises(ValueError, match=reason):
        check_distances(distances, np.array([0, 1]), np.array([0, 1]))
    check_distances(np.ones((2, 2)), np.array([0, 1]), np.array([0, 1]))
