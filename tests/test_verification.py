import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score, roc_auc_score, roc_curve

from facelab.verification import choose_threshold, kfold_accuracy, verification_curve


@st.composite
def some_pairs(draw):
    """Distances with many ties, both kinds of pair."""
    n = draw(st.integers(2, 40))
    dtype = draw(st.sampled_from([np.float64, np.float32, np.int64]))
    distances = np.array(draw(st.lists(st.integers(-4, 12), min_size=n, max_size=n)), dtype) / dtype(1)
    same = np.array(draw(st.lists(st.booleans(), min_size=n, max_size=n)))
    same[:2] = draw(st.permutations([True, False]))
    return distances, same


@given(some_pairs())
def test_curve_against_a_loop(pairs):
    distances, same = pairs
    curve = verification_curve(distances, same)
    assert curve.thresholds.tolist() == [-np.inf, *sorted(set(distances.tolist()))]
    for i, threshold in enumerate(curve.thresholds):
        accepted = distances <= threshold
        assert curve.val[i] == accepted[same].mean()
        assert curve.far[i] == accepted[~same].mean()
        assert curve.frr[i] == pytest.approx((~accepted[same]).mean())
        assert curve.accuracy[i] == (accepted == same).mean()
        assert curve.f1[i] == pytest.approx(f1_score(same, accepted, zero_division=0))
        assert curve.far_at(threshold) == curve.far[i]


@given(some_pairs())
def test_curve_against_scikit_learn(pairs):
    distances, same = pairs
    curve = verification_curve(distances, same)
    far, val, thresholds = roc_curve(same, -distances, drop_intermediate=False)
    np.testing.assert_allclose(curve.far, far)
    np.testing.assert_allclose(curve.val, val)
    np.testing.assert_allclose(curve.thresholds, -thresholds)
    assert curve.auc == pytest.approx(roc_auc_score(same, -distances))


@given(some_pairs())
def test_auc_is_the_share_of_rightly_ordered_pairs(pairs):
    distances, same = pairs
    genuine, impostor = distances[same][:, None], distances[~same][None]
    expected = np.mean((genuine < impostor) + 0.5 * (genuine == impostor))
    assert verification_curve(distances, same).auc == pytest.approx(expected)


@given(some_pairs())
def test_eer_lies_where_the_rates_cross(pairs):
    curve = verification_curve(*pairs)
    above = np.flatnonzero(curve.far >= curve.frr)[0]
    dense = np.linspace(0, 1, 20_001)  # walk along the line between the two thresholds
    far = curve.far[above - 1] + dense * (curve.far[above] - curve.far[above - 1])
    frr = curve.frr[above - 1] + dense * (curve.frr[above] - curve.frr[above - 1])
    assert curve.eer == pytest.approx(far[np.abs(far - frr).argmin()], abs=1e-4)


@given(some_pairs(), st.floats(0.01, 1))
def test_val_at_a_far_against_a_loop(pairs, far):
    distances, same = pairs
    curve = verification_curve(distances, same)
    if far * curve.n_impostor < 1:
        with pytest.raises(ValueError, match="needs at least"):
            curve.val_at(far)
        return
    candidates = [-np.inf, *distances]
    allowed = [t for t in candidates if np.mean(distances[~same] <= t) <= far]
    assert curve.threshold_at(far) == max(allowed)
    assert curve.val_at(far) == max(np.mean(distances[same] <= t) for t in allowed)


@given(some_pairs(), st.sampled_from(["accuracy", "f1", "eer"]))
def test_chosen_thresholds_against_a_loop(pairs, by):
    distances, same = pairs

    def goodness(threshold):
        accepted = distances <= threshold
        if by == "accuracy":
            return np.mean(accepted == same)
        if by == "f1":
            return 2 * np.sum(accepted & same) / (np.sum(accepted) + np.sum(same))
        return -abs(np.mean(accepted[~same]) - np.mean(~accepted[same]))

    candidates = [-np.inf, *sorted(set(distances.tolist()))]
    best = max(goodness(t) for t in candidates)
    chosen = choose_threshold(distances, same, by)
    assert goodness(chosen) == pytest.approx(best)
    assert not any(goodness(t) > best - 1e-12 for t in candidates if t < chosen)


def test_chosen_by_far():
    distances, same = np.array([1.0, 2, 3, 4, 5, 6]), np.array([True, False, True, False, True, False])
    assert choose_threshold(distances, same, by="far", far=1 / 3) == 3
    assert choose_threshold(distances, same, by="far", far=1.0) == 6


def test_a_third_of_three_impostors_is_one_despite_rounding():
    curve = verification_curve(np.array([1.0, 2, 3, 4]), np.array([False, True, False, False]))
    assert curve.val_at(1 / 3) == 1 and curve.val_at(0.1 + 0.2 + 0.04) == 1


def test_worst_case_accepts_nothing():
    assert choose_threshold(np.array([1.0, 2, 3]), np.array([False, False, True])) == -np.inf


@given(st.integers(0, 50), st.integers(2, 6))
def test_kfold_against_a_loop(seed, n_folds):
    rng = np.random.default_rng(seed)
    folds = np.repeat(np.arange(n_folds), 10)
    same = np.tile([True, False], 5 * n_folds)
    distances = rng.integers(0, 12, 10 * n_folds) - 3.0 * same
    accuracies, thresholds = [], []
    for fold in range(n_folds):
        rest = folds != fold
        candidates = [-np.inf, *np.unique(distances[rest])]
        scores = [np.mean((distances[rest] <= t) == same[rest]) for t in candidates]
        thresholds.append(candidates[int(np.argmax(scores))])
        accuracies.append(np.mean((distances[~rest] <= thresholds[-1]) == same[~rest]))
    mean, standard_error, chosen = kfold_accuracy(distances, same, folds)
    assert mean == pytest.approx(np.mean(accuracies))
    assert standard_error == pytest.approx(np.std(accuracies, ddof=1) / np.sqrt(n_folds))
    assert chosen.tolist() == thresholds


def test_a_fold_never_chooses_its_own_threshold():
    distances, same, folds = np.array([1.0, 9, 1, 9, 5, 6]), np.array([True, False] * 3), np.repeat([0, 1, 2], 2)
    before = kfold_accuracy(distances, same, folds).thresholds
    distances[folds == 2] = [100.0, 0.0]
    assert kfold_accuracy(distances, same, folds).thresholds[2] == before[2]


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
@pytest.mark.parametrize("function", [verification_curve, choose_threshold])
def test_bad_pairs_are_one_sentence(function, distances, same, sentence):
    with pytest.raises(ValueError, match=sentence):
        function(np.array(distances), np.array(same, dtype=None if same else bool))


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"by": "luck"}, "by='luck'"),
        ({"by": "far"}, "limit far"),
        ({"far": 0.1}, "only then"),
        ({"by": "far", "far": 0.0}, "far=0.0: a false accept rate lies above 0"),
        ({"by": "far", "far": 1e-6}, "FAR = 1e-06 needs at least 1,000,000 impostor pairs; there are 2"),
    ],
)
def test_bad_choices_are_one_sentence(arguments, sentence):
    with pytest.raises(ValueError, match=sentence):
        choose_threshold(np.array([1.0, 2, 3]), np.array([True, False, False]), **arguments)


def test_folds_must_fit():
    distances, same = np.array([1.0, 2, 3, 4]), np.array([True, False] * 2)
    for folds in (np.zeros(4, int), np.array([0, 1])):
        with pytest.raises(ValueError, match="one of at least two folds"):
            kfold_accuracy(distances, same, folds)


def test_a_threshold_that_is_no_number_is_refused():
    curve = verification_curve(np.array([1.0, 2]), np.array([True, False]))
    assert (curve.far_at(-5), curve.far_at(np.inf)) == (0, 1)
    with pytest.raises(ValueError, match="NaN"):
        curve.far_at(np.nan)
