import numpy as np
import pytest

from facelab.verification import bootstrap_val, verification_curve
from tests.verification.sample_pairs import sample_people


@pytest.mark.parametrize(("far", "data"), [(0.1, 0), (0.03, 1), (0.3, 2), (0.5, 3)])
def test_against_a_naive_bootstrap(far, data):
    """Copy each pair as often as its people were drawn, and draw the curve of the copies."""
    distances, same, people = sample_people(8, 3, seed=data, spread=2.0)
    rng, rates = np.random.default_rng(5), []
    for _ in range(40):
        drawn = rng.multinomial(8, np.full(8, 1 / 8))
        times = np.where(same, drawn[people[0]], drawn[people[0]] * drawn[people[1]])
        copies, kinds = np.repeat(distances, times), np.repeat(same, times)
        curve = verification_curve(copies, kinds)
        rates.append(curve.val[np.searchsorted(curve.far, far, side="right") - 1])
    expected = np.quantile(rates, [0.05, 0.95])
    found = bootstrap_val(distances, same, people, far, n_resamples=40, level=0.9, seed=5)
    np.testing.assert_allclose(found, expected)


def test_ties_are_accepted_together_or_not_at_all():
    distances, same, people = sample_people(10, 3, seed=1)
    low, high = bootstrap_val(distances.round(1), same, people, far=0.05, n_resamples=200)
    shuffled = np.random.default_rng(0).permutation(len(same))
    sides = tuple(side[shuffled] for side in people)
    assert (low, high) == bootstrap_val(distances.round(1)[shuffled], same[shuffled], sides, far=0.05, n_resamples=200)


def test_it_covers_the_truth_about_as_often_as_it_says():
    """The truth: VAL among very many people. Pairs drawn one by one would cover it far more rarely."""
    truth = verification_curve(*sample_people(400, 4, seed=99)[:2]).val_at(0.05)
    covered = 0
    for seed in range(60):
        low, high = bootstrap_val(*sample_people(25, 4, seed), far=0.05, n_resamples=200)
        covered += low <= truth <= high
    assert 0.8 <= covered / 60 <= 1


def test_a_rate_that_cannot_be_measured_is_refused():
    distances, same, people = sample_people(5, 2, seed=0)
    with pytest.raises(ValueError, match="FAR = 1e-06 needs at least 1,000,000 impostor pairs; there are 40"):
        bootstrap_val(distances, same, people, far=1e-6)


def test_people_of_another_length_and_positions_in_place_of_people():
    distances, same, people = sample_people(5, 2, seed=0)
    with pytest.raises(ValueError, match="both sides"):
        bootstrap_val(distances, same, (people[0], people[1][:-1]), far=0.5)
    with pytest.raises(ValueError, match="as `same` says"):
        bootstrap_val(distances, same, np.triu_indices(10, k=1), far=0.5)


@pytest.mark.parametrize("options", [{"n_resamples": 0}, {"level": 95}, {"level": 0}])
def test_other_bad_input(options):
    with pytest.raises(ValueError, match="expected 1 or more, and a level such as"):
        bootstrap_val(*sample_people(5, 2, seed=0), far=0.5, **options)
