import numpy as np
from matplotlib.patches import FancyArrowPatch, Polygon

from facelab.plotting.drawings import sift_window


def test_a_line_for_each_direction_and_a_grid_that_turns(orl):
    upright, turned = (sift_window(orl.images[0], (56, 46), 3, degrees, np.ones(128)) for degrees in (0, 90))
    assert len(upright.lines) == 2 * 5 + 2 * 5 + 128
    first, second = (np.ptp(ax.lines[0].get_xdata()) for ax in (upright, turned))
    assert abs(first) < 1e-9 < second


def test_an_arrow_and_a_tinted_cell_on_both_sides(orl):
    ax = sift_window(orl.images[0], (56, 46), 3, 90, np.ones(128))
    photograph, turned = (patch.get_xy()[:4] for patch in ax.patches if isinstance(patch, Polygon))
    rotate = np.array([[0, 1], [-1, 0]])  # by 90 degrees, counterclockwise, as the orientation
    there = photograph - photograph.mean(axis=0)
    scale = np.linalg.norm(there[0]) / np.linalg.norm(turned[0] - turned.mean(axis=0))
    np.testing.assert_allclose(there, scale * (turned - turned.mean(axis=0)) @ rotate, atol=1e-9)
    assert sum(isinstance(patch, FancyArrowPatch) for patch in ax.patches) == 3


def test_the_longest_line_is_the_largest_number(orl):
    descriptor = np.full(128, 0.1)
    descriptor[0] = 1  # the upper left cell, to the right
    rays = sift_window(orl.images[0], (56, 46), 3, 0, descriptor).lines[-128:]
    lengths = [np.hypot(np.ptp(ray.get_xdata()), np.ptp(ray.get_ydata())) for ray in rays]
    assert np.argmax(lengths) == 0 and np.diff(rays[0].get_xdata())[0] > 0
