import numpy as np

from facelab.plotting.drawings.canvas import arrow, box, node, number_table, picture, sheet


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_a_sheet_has_its_size_and_no_axes():
    ax = sheet(4, 2)
    assert ax.get_xlim() == (0, 4) and ax.get_ylim() == (0, 2) and not ax.axison


def test_shapes_hold_their_texts():
    ax = sheet(4, 2)
    box(ax, (1, 1), (1, 1), "embed")
    node(ax, (2, 1), "x")
    arrow(ax, (0, 0), (1, 1), "weight")
    assert texts(ax) == ["embed", "x", "weight"]
    assert len(ax.patches) == 3


def test_a_table_of_numbers_reads_from_the_upper_left_corner():
    ax = sheet(4, 2)
    number_table(ax, (0, 2), np.arange(6).reshape(2, 3), cell=0.5, marked=[(0, 1)])
    assert texts(ax) == [*"012345"]
    x, y = zip(*(text.get_position() for text in ax.texts), strict=True)
    assert x[:3] == (0.25, 0.75, 1.25) and y == (1.75,) * 3 + (1.25,) * 3
    colors = [patch.get_facecolor() for patch in ax.patches]
    assert [color != colors[0] for color in colors] == [False, True, False, False, False, False]


def test_a_table_has_minus_signs_and_may_hold_a_text():
    ax = sheet(4, 2)
    number_table(ax, (0, 2), np.array([[-1.5, "?"]], dtype=object))
    assert texts(ax) == ["−1.5", "?"]


def test_a_picture_keeps_its_proportions():
    ax = sheet(4, 2)
    assert picture(ax, (1, 0.5), np.zeros((112, 92), np.uint8), height=1.12) == 0.92
    assert ax.images[0].get_extent() == [1, 1.92, 0.5, 1.62]
