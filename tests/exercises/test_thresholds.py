import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.isotonic import IsotonicRegression

from facelab.exercises.thresholds import error_rates, falling_staircase, n_pairs, threshold_for
from facelab.verification import verification_curve

EIGHTHS = st.integers(0, 8).map(lambda n: n / 8)


@given(st.lists(st.booleans(), max_size=40))
def test_the_staircase_is_that_of_scikit_learn(same):
    answer = falling_staircase(np.array(same, bool))
    expected = IsotonicRegression(increasing=False).fit_transform(np.arange(len(same)), same) if same else []
    np.testing.assert_allclose(answer, expected, atol=1e-9)


@given(st.data(), st.integers(2, 30))
def test_rates_of_what_was_compared_are_those_of_the_curve(data, n):
    distances = data.draw(arrays(float, n, elements=st.one_of(EIGHTHS, st.just(np.nan))))
    same, threshold = data.draw(arrays(bool, n)), data.draw(EIGHTHS)
    compared = ~np.isnan(distances)
    assume(0 < np.count_nonzero(same & compared) < np.count_nonzero(compared))
    fmr, fnmr, far, frr = error_rates(distances, same, threshold)
    curve = verification_curve(distances[compared], same[compared])
    assert np.isclose(fmr, curve.far_at(threshold))
    assert np.isclose(fnmr, np.mean(distances[compared & same] > threshold))
    assert np.isclose(far, fmr * np.mean(compared[~same]))
    assert np.isclose(1 - frr, (1 - fnmr) * np.mean(compared[same]))


@given(arrays(float, st.integers(1, 20), elements=EIGHTHS), st.sampled_from([0, 0.1, 0.25, 0.5, 1]))
def test_no_larger_distance_keeps_to_the_far(distances, far):
    threshold = threshold_for(distances, far)
    assert np.mean(distances <= threshold) <= far + 1e-9
    assert all(np.mean(distances <= larger) > far for larger in distances[distances > threshold])


def test_the_rule_of_three_nearly():
    assert n_pairs(0.001, 0.95) == 2995
