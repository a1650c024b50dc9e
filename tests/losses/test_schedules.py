import pytest

from facelab.losses.schedules import margin_share


def test_spherefaces_annealing():
    """λ = max(5, 1000 / (1 + 0.12 · step)): the authors' setting."""
    shares = [float(margin_share(step, (1000.0, 5.0, 0.12), 0)) for step in (0.0, 100.0, 10_000.0)]
    assert shares == pytest.approx([1 / 1001, 1 / (1 + 1000 / 13), 1 / 6])


def test_a_warm_up_is_a_straight_line():
    assert [float(margin_share(step, None, 10)) for step in (0.0, 5.0, 10.0, 50.0)] == [0, 0.5, 1, 1]
    assert margin_share(0.0, None, 0) == 1
