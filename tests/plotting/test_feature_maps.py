import numpy as np
import pytest

from facelab.plotting import feature_maps


def test_zero_is_middle_gray_where_there_are_negative_numbers():
    signed, unsigned = np.array([[-4.0, 1], [2, 0]]), np.array([[0.0, 8], [1, 1]])
    figure = feature_maps({"maps": [signed, unsigned]}, ["edges", "pixels"])
    limits = [ax.images[0].get_clim() for ax in figure.axes]
    assert limits == [(-4, 4), (0, 8)]
    assert [ax.get_title() for ax in figure.axes] == ["edges", "pixels"]


def test_rows_have_names_and_an_empty_map_is_black():
    figure = feature_maps({"filters": np.ones((3, 5, 5)), "maps": np.zeros((3, 8, 6))})
    assert [ax.get_ylabel() for ax in figure.axes[::3]] == ["filters", "maps"]
    assert figure.axes[-1].images[0].get_clim() == (0, 1)


def test_every_row_has_as_many_pictures():
    with pytest.raises(ValueError, match="longer"):
        feature_maps({"two": np.ones((2, 3, 3)), "three": np.ones((3, 3, 3))})


def test_rows_with_one_scale_share_it_in_each_column():
    before, after = np.array([[[-1.0, 2]], [[1, 2]]]), np.array([[[3.0, 4]], [[-1, 1]]])
    figure = feature_maps({"before": before, "after": after, "map": after}, one_scale=["before", "after"])
    assert [ax.images[0].get_clim() for ax in figure.axes] == [(-4, 4), (-2, 2), (-4, 4), (-2, 2), (0, 4), (-1, 1)]
