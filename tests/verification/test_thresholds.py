import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facelab.verification import choose_threshold, kfold_accuracy, kfold_val
from tests.verification.sample_pairs import sample_pairs, sample_people


@given(sample_pairs(), st.sampled_from(["accuracy", "f1", "eer"]))
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


def test_it_may_be_best_to_accept_nothing():
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
    ("arguments", "sentence"),
    [
        ({"by": "luck"}, "by='luck'"),
        ({"by": "far"}, "by='far' needs a limit far"),
        ({"far": 0.1}, "the other criteria accept none"),
        ({"by": "far", "far": 0.0}, "far=0.0: expected a false accept rate above 0"),
        ({"by": "far", "far": 1e-6}, "FAR = 1e-06 needs at least 1,000,000 impostor pairs; there are 2"),
    ],
)
def test_bad_choices_are_one_sentence(arguments, sentence):
    with pytest.raises(ValueError, match=sentence):
        choose_threshold(np.array([1.0, 2, 3]), np.array([True, False, False]), **arguments)


def test_folds_must_fit():
    distances, same = np.array([1.0, 2, 3, 4]), np.array([True, False] * 2)
    for folds in (np.zeros(4, int), np.array([0, 1]), np.array([0, 0, 1, np.nan])):
        with pytest.raises(ValueError, match="an integer for each of 4 pairs, with at least two"):
            kfold_accuracy(distances, same, folds)


def test_a_fold_that_holds_all_pairs_of_a_kind_is_named():
    with pytest.raises(ValueError, match="without fold 1, one kind of pair is missing"):
        kfold_accuracy(np.arange(4.0), np.array([True, True, False, True]), np.array([0, 0, 1, 1]))


def test_val_over_folds_by_hand():
    distances, same, _ = sample_people(12, 3, seed=3)
    distances, folds = distances.round(1), np.arange(len(same)) % 3  # with ties: a threshold accepts its own distance
    found = kfold_val(distances, same, folds, far=0.05)
    vals, fars = [], []
    for fold in range(3):
        test = folds == fold
        threshold = choose_threshold(distances[~test], same[~test], by="far", far=0.05)
        accepted = distances[test] <= threshold
        vals.append(accepted[same[test]].mean())
        fars.append(accepted[~same[test]].mean())
    assert found.mean == pytest.approx(np.mean(vals)) and found.far == pytest.approx(np.mean(fars))
    assert found.standard_error == pytest.approx(np.std(vals, ddof=1) / np.sqrt(3))


def test_a_fold_of_one_kind():
    distances, same = np.array([0.1, 0.9, 0.2, 0.8, 0.3]), np.array([True, False, True, False, True])
    with pytest.raises(ValueError, match="a fold lacks one kind of pair"):
        kfold_val(distances, same, np.array([0, 0, 1, 1, 2]), far=1)
