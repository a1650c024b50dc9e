import numpy as np
import pytest

from facelab.identification import open_set_rates

GALLERY = np.array([0, 1])


def test_it_is_what_the_halves_say_written_out():
    rng = np.random.default_rng(0)
    who = np.repeat(np.arange(8), 5)  # 0 and 1 are known
    distances = rng.random((40, 2))
    halves = np.array_split(np.random.default_rng(3).permutation(np.arange(2, 8)), 2)
    nearest, right = distances.min(axis=1), distances.argmin(axis=1) == who
    expected = []
    for judges, others in (halves, halves[::-1]):
        first_refused = np.sort(nearest[np.isin(who, others)])[3]  # 3 of the 15 are 20 %
        let_in = nearest < first_refused
        expected.append((np.mean((right & let_in)[who < 2]), np.mean(let_in[np.isin(who, judges)])))
    assert open_set_rates(distances, GALLERY, who, far=0.2, seed=3) == pytest.approx(np.mean(expected, axis=0))


def test_a_stranger_who_judges_does_not_choose():
    distances = np.array([[0.1, 0.9], [0.8, 0.3], [0.0, 0.6], [0.7, 0.9]])  # one stranger looks like person 0, one not
    assert open_set_rates(distances, GALLERY, np.array([0, 1, 7, 8])) == (0.5, 0.5)


@pytest.mark.parametrize(("who", "reason"), [([0, 1, 1], "no stranger"), ([0, 1, 7], "one stranger only")])
def test_it_needs_two_strangers(who, reason):
    with pytest.raises(ValueError, match=reason):
        open_set_rates(np.ones((3, 2)), GALLERY, np.array(who))


@pytest.mark.parametrize("far", [-0.5, 5, np.nan])
def test_far_is_a_rate(far):
    with pytest.raises(ValueError, match="expected a rate from 0 to 1"):
        open_set_rates(np.ones((3, 2)), GALLERY, np.array([0, 7, 8]), far=far)
