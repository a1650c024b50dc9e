import numpy as np
import pytest

from facelab.verification import choose_threshold, verification_curve
from facelab.verification.checks import check_pairs


@pytest.mark.parametrize(
    ("distances", "same", "sentence"),
    [
        ([], [], "there are no pairs"),
        ([1.0, 2], [True, True], "all 2 pairs are genuine; impostor pairs are needed too"),
        ([1.0, 2], [False, False], "all 2 pairs are impostor; genuine pairs are needed too"),
        ([1.0, np.nan, np.nan], [True, False, True], "2 distances are NaN or infinite"),
        ([1.0, np.inf], [True, False], "1 distances are NaN or infinite"),
        ([1.0, 2, 3], [True, False], r"of shape \(3,\); found bool of shape \(2,\)"),
        ([1.0, 2], [1, 0], "same must be bool"),
        ([[1.0, 2]], [True, False], "numbers of shape"),
        (["near", "far"], [True, False], "numbers of shape"),
    ],
)
@pytest.mark.parametrize("function", [check_pairs, verification_curve, choose_threshold])
def test_bad_pairs_are_one_sentence(function, distances, same, sentence):
    with pytest.raises(ValueError, match=sentence):
        function(np.array(distances), np.array(same, dtype=None if same else bool))


@pytest.mark.parametrize(("given", "expected"), [(int, float), (np.float32, np.float32), (float, float)])
def test_distances_keep_their_precision_and_integers_become_floats(given, expected):
    distances, same = check_pairs(np.array([1, 2], given), [True, False])
    assert distances.dtype == expected and distances.tolist() == [1, 2] and same.tolist() == [True, False]
