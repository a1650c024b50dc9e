import numpy as np
import pytest

from facelab.verification import fit_calibration


def test_it_finds_the_ratio_of_two_normal_distributions():
    rng = np.random.default_rng(0)
    distances = np.concatenate([rng.normal(0, 1, 20_000), rng.normal(2, 1, 20_000)])
    calibration = fit_calibration(distances, np.arange(40_000) < 20_000)
    assert (calibration.slope, calibration.intercept) == pytest.approx((-2, 2), rel=0.05)  # log of the ratio: 2 - 2 d
