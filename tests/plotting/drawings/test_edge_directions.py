import numpy as np

from facelab.plotting.drawings import edge_directions


def test_a_line_along_the_edge_for_each_bin(orl):
    cells = np.zeros((14, 11, 9))
    cells[0, 0, 0], cells[2, 3, 4] = 1, 0.5  # gradients to the right: a vertical edge; downward: a horizontal one
    lines = edge_directions(orl.images[0], cells).lines
    spans = np.array([[np.ptp(line.get_xdata()), np.ptp(line.get_ydata())] for line in lines])
    assert len(lines) == cells.size and np.flatnonzero(spans.sum(axis=1)).tolist() == [0, (2 * 11 + 3) * 9 + 4]
    assert spans[0, 1] > 4 * spans[0, 0]
    assert spans[(2 * 11 + 3) * 9 + 4, 0] > 4 * spans[(2 * 11 + 3) * 9 + 4, 1]
