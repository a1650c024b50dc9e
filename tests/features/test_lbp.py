import numpy as np
import pytest
from sklearn.base import clone

from facelab.features import LBPHistograms, lbp_codes


@pytest.mark.parametrize(("grid", "uniform"), [((5, 5), True), ((7, 3), True), ((1, 1), False), ((2, 4), False)])
def test_histograms_against_a_loop(orl, grid, uniform):
    lbp = LBPHistograms(8, 2, grid, uniform)
    image = orl.images[7]
    codes, expected = lbp_codes(image, 8, 2, uniform), []
    row_of, column_of = (np.arange(n) * cells // n for n, cells in zip(image.shape, grid, strict=True))
    for row in range(grid[0]):
        for column in range(grid[1]):
            cell = codes[row_of == row][:, column_of == column]
            expected += [np.mean(cell == code) for code in range(lbp.n_bins)]
    np.testing.assert_allclose(lbp.transform(image[None])[0], expected, rtol=1e-6)


def test_each_cell_adds_up_to_one(orl):
    lbp = LBPHistograms(grid=(7, 7))
    vectors = lbp.transform(orl.images[:9]).reshape(9, 49, 59)
    np.testing.assert_allclose(vectors.sum(axis=2), 1, rtol=1e-6)
    assert vectors.dtype == np.float32


def test_parameters_can_be_cloned():
    assert clone(LBPHistograms(16, 2.5, (3, 4), uniform=False)).get_params() == {
        "points": 16, "radius": 2.5, "grid": (3, 4), "uniform": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"points": 0}, "points=0"),
        ({"points": 33}, "1 to 32 neighbors"),
        ({"radius": 0}, "radius=0"),
        ({"radius": np.nan}, "radius=nan"),
        ({"grid": (200, 2)}, r"grid of \(200, 2\) cells does not fit an image of \(112, 92\)"),
        ({"grid": (0, 2)}, "does not fit"),
        ({"grid": 5}, "does not fit"),
        ({"grid": (2.5, 2)}, "does not fit"),
        ({"points": 8.0}, "points=8.0"),
        ({"radius": 112}, "every neighbor is outside"),
        ({"points": 16, "uniform": False}, r"2\^16 bins"),
    ],
)
def test_impossible_parameters(orl, arguments, sentence):
    with pytest.raises(ValueError, match=sentence):
        LBPHistograms(**arguments).transform(orl.images[:1])


def test_other_images_are_refused(orl):
    with pytest.raises(TypeError, match="expected a uint8"):
        LBPHistograms().transform(orl.images / 255)
    with pytest.raises(ValueError, match="expected one gray uint8 image"):
        lbp_codes(orl.images)
