import pytest

from facelab import speed


def test_the_fastest_of_three_counts(monkeypatch):
    times = iter([3.0, 1.0, 2.0, 0.5, 0.25, 1.0])
    monkeypatch.setattr(speed, "_seconds", lambda work: next(times))
    measured = speed.measure_speed()
    assert measured.loop_seconds == pytest.approx(5 * 1.0)
    assert measured.gflops == pytest.approx(2 * 1024**3 / 0.25 / 1e9)


def test_what_is_timed_runs():
    assert all(value > 0 for value in speed.measure_speed())
