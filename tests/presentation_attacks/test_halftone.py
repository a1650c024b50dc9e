import numpy as np
import pytest

from facelab.presentation_attacks.halftone import HalftoneScreen


@pytest.mark.parametrize("rows", [5, 30, 43.7, 64, 90])
def test_ink_covers_the_share_that_it_should(rows):
    screen = HalftoneScreen(rows, turned=3.3, gain=0)
    for coverage in (0, 0.02, 0.3, 0.5, 0.81, 0.99, 1):
        paper = screen.print(np.full((48, 64), coverage), 45)
        assert paper.shape == (288, 384) and 0 <= paper.min() <= paper.max() <= 1
        assert 1 - paper.mean() == pytest.approx(coverage, abs=0.01)


def test_dots_are_ink_or_paper_in_rows_at_the_angle():
    paper = HalftoneScreen(rows=16, turned=0, gain=0).print(np.full((64, 64), 0.5), np.rad2deg(np.arctan2(3, 4)))
    assert np.mean((paper < 0.01) | (paper > 0.99)) > 0.8
    spectrum = np.abs(np.fft.fft2(paper - paper.mean()))
    rows_and_columns = np.argwhere(spectrum > spectrum.max() / 2)
    frequencies = {tuple((each + 192) % 384 - 192) for each in rows_and_columns}
    expected = np.array([[9.6, 12.8], [12.8, -9.6]])  # 16 · (3/5, 4/5), and across
    assert all(np.abs(np.vstack([expected, -expected]) - each).sum(axis=1).min() < 1.5 for each in frequencies)
    assert len(frequencies) >= 4


def test_dots_grow_with_the_ink():
    screen = HalftoneScreen(rows=8, turned=0, gain=0)
    light, dark = (screen.print(np.full((32, 32), share), 15) for share in (0.2, 0.3))
    assert (dark <= light + 1e-6).all() and (dark < light).any()


def test_dot_gain_darkens_most_in_the_middle():
    gained = [
        1 - HalftoneScreen(20, 0, 0.1).print(np.full((40, 40), share), 45).mean() - share for share in (0, 0.5, 1)
    ]
    np.testing.assert_allclose(gained, [0, 0.1, 0], atol=0.01)
