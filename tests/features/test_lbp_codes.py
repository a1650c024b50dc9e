import numpy as np
import pytest
from skimage.feature import local_binary_pattern

from facelab.features import LBPHistograms, lbp_codes

CIRCLES = [(8, 1), (8, 2), (16, 2)]


def bilinear_differences(image, points, radius):
    """Neighbor minus center at every pixel, by a plain loop over neighbors; outside is 0."""
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


@pytest.mark.parametrize(("points", "radius"), [*CIRCLES, (4, 1.5), (1, 1), (11, 3.7), (24, 3), (32, 4)])
def test_patterns_against_a_loop(orl, points, radius):
    image = orl.images[0][:40, :30]
    bits = [(d >= -1e-9).astype(int) << p for p, d in enumerate(bilinear_differences(image, points, radius))]
    assert (lbp_codes(image, points, radius, uniform=False) == np.sum(bits, axis=0)).all()


@pytest.mark.parametrize("points", range(1, 33))
def test_every_number_of_neighbors_is_numbered_as_in_scikit_image(points):
    image = np.random.default_rng(points).integers(0, 256, (30, 30), dtype=np.uint8)
    clear = np.all([np.abs(d) > 1e-9 for d in bilinear_differences(image, points, 1.5)], axis=0)
    theirs = local_binary_pattern(image, points, 1.5, method="nri_uniform")
    assert (lbp_codes(image, points, 1.5)[clear] == theirs[clear]).all()


@pytest.mark.parametrize("points", [3, 4, 8])
def test_a_bin_for_each_uniform_pattern_and_one_for_the_rest(points):
    bits = [[(pattern >> p) & 1 for p in range(points)] for pattern in range(2**points)]
    n_uniform = sum(sum(b[p] != b[p - 1] for p in range(points)) <= 2 for b in bits)
    assert LBPHistograms(points).n_bins == n_uniform + 1


@pytest.mark.parametrize(("points", "radius"), CIRCLES)
def test_a_flat_image_has_one_code_inside(points, radius):
    inside = lbp_codes(np.full((20, 20), 83, np.uint8), points, radius, uniform=False)[3:-3, 3:-3]
    assert (inside == 2**points - 1).all()


def test_brightness_and_contrast_change_nothing(orl):
    image = orl.images[0] // 2
    codes = lbp_codes(image, 8, 1)[1:-1, 1:-1]  # the border is compared with 0 outside
    assert (lbp_codes(image + 60, 8, 1)[1:-1, 1:-1] == codes).all()
    assert (lbp_codes(image * 2, 8, 1)[1:-1, 1:-1] == codes).all()
