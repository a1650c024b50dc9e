import numpy as np

from facelab.plotting.drawings import edge_directions


def test_a_line_along_the_edge_for_each_bin():
    cells = np.zeros((14, 11, 9))
    cells[0, 0, 0], cells[2, 3, 4] = 1, 0.5  # gradients to the right: a vertical edge; downward: a horizontal one
    lines = edge_directions(cells).lines
    spans = np.array([[np.ptp(line.get_xdata()), np.ptp(line.get_ydata())] for line in lines])
    assert len(lines) == cells.size and np.flatnonzero(spans.sum(axis=1)).tolist() == [0, (2 * 11 + 3) * 9 + 4]
    assert spans[0, 1] > 4 * spans[0, 0]
    assert spans[(2 * 11 + 3) * 9 + 4, 0] > 4 * spans[(2 * 11 + 3) * 9 + 4, 1]


def test_the_photograph_stands_at_the_right_if_it_is_given(orl):
    alone, beside = edge_directions(np.ones((14, 11, 9))), edge_directions(np.ones((14, 11, 9)), orl.images[0])
    assert not alone.images and len(beside.images) == 1
    assert max(line.get_xdata().max() for line in beside.lines) < beside.images[0].get_extent()[0]


def test_faint_edges_are_seen_beside_a_strong_one():
    cells = np.ones((14, 11, 9))
    cells[0, 0, 0] = 100
    strong, faint, *_ = (np.hypot(*np.ptp(line.get_xydata(), axis=0)) for line in edge_directions(cells).lines)
    assert np.isclose(strong, 1.5 * faint)
