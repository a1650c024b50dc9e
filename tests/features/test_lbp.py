import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from skimage.feature import local_binary_pattern
from sklearn.base import clone

from facelab.features import LBPHistograms, lbp_codes

CIRCLES = [(8, 1), (8, 2), (16, 2)]


def bilinear_differences(image, points, radius):
    """Neighbour minus centre at every pixel, by a plain loop over neighbours; outside is 0."""
    reach = int(np.ceil(radius)) + 1
    padded = np.pad(image.astype(float), reach)
    rows, columns = np.indices(image.shape) + reach
    for p in range(points):
        down = round(-radius * np.sin(2 * np.pi * p / points), 5)
        right = round(radius * np.cos(2 * np.pi * p / points), 5)
        r, c = int(np.floor(down)), int(np.floor(right))
        fr, fc = down - r, right - c
        value = 0
        for dr, wr in ((r, 1 - fr), (r + 1, fr)):
            for dc, wc in ((c, 1 - fc), (c + 1, fc)):
                value = value + wr * wc * padded[rows + dr, columns + dc]
        yield value - image


@pytest.mark.parametrize(("points", "radius"), CIRCLES)
def test_every_clear_pixel_of_orl_has_scikit_images_code(orl, points, radius):
    compared = 0
    for image in orl.images:
        clear = np.all([np.abs(d) > 1e-9 for d in bilinear_differences(image, points, radius)], axis=0)
        theirs = local_binary_pattern(image, points, radius, method="nri_uniform")
        assert (lbp_codes(image, points, radius)[clear] == theirs[clear]).all()
        compared += clear.sum()
    assert compared > 0.3 * orl.images.size


@pytest.mark.parametrize(("points", "radius"), [*CIRCLES, (4, 1.5), (1, 1), (11, 3.7), (24, 3)])
def test_patterns_against_a_loop(orl, points, radius):
    image = orl.images[0][:40, :30]
    bits = [(d >= -1e-9).astype(int) << p for p, d in enumerate(bilinear_differences(image, points, radius))]
    assert (lbp_codes(image, points, radius, uniform=False) == np.sum(bits, axis=0)).all()


@given(st.integers(1, 12))
def test_uniform_patterns_have_a_number_each(points):
    numbers = set()
    for pattern in range(2**points):
        bits = [(pattern >> p) & 1 for p in range(points)]
        if sum(bits[p] != bits[p - 1] for p in range(points)) <= 2:
            numbers.add(tuple(bits))
    assert LBPHistograms(points).n_bins == max(len(numbers), points * (points - 1) + 2) + 1


@pytest.mark.parametrize(("points", "radius"), CIRCLES)
def test_a_flat_image_has_one_code_inside(points, radius):
    inside = lbp_codes(np.full((20, 20), 83, np.uint8), points, radius, uniform=False)[3:-3, 3:-3]
    assert (inside == 2**points - 1).all()


def test_brightness_and_contrast_change_nothing(orl):
    image = orl.images[0] // 2
    codes = lbp_codes(image, 8, 1)[1:-1, 1:-1]  # the border is compared with 0 outside
    assert (lbp_codes(image + 60, 8, 1)[1:-1, 1:-1] == codes).all()
    assert (lbp_codes(image * 2, 8, 1)[1:-1, 1:-1] == codes).all()


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
        ({"points": 25}, "1 to 24 neighbours"),
        ({"radius": 0}, "radius=0"),
        ({"radius": np.nan}, "radius=nan"),
        ({"grid": (200, 2)}, r"grid of \(200, 2\) cells does not fit an image of \(112, 92\)"),
        ({"grid": (0, 2)}, "does not fit"),
        ({"points": 16, "uniform": False}, r"2\^16 bins"),
    ],
)
def test_impossible_parameters(orl, arguments, sentence):
    with pytest.raises(ValueError, match=sentence):
        LBPHistograms(**arguments).transform(orl.images[:1])


def test_other_images_are_refused(orl):
    with pytest.raises(TypeError, match="expected a uint8"):
        LBPHistograms().transform(orl.images / 255)
    with pytest.raises(ValueError, match="expected one grey uint8 image"):
        lbp_codes(orl.images)
