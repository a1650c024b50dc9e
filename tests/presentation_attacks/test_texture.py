import numpy as np
import pytest
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from facelab.features import LBPHistograms
from facelab.presentation_attacks import TextureFeatures
from facelab.presentation_attacks.texture import DARK, FLOOR


def waves(down, right, side=64):
    """Make an image of so many cycles down and right, whose logarithm is a sine."""
    place = np.arange(side) / side
    phase = 2 * np.pi * (down * place[:, None] + right * place)
    return np.rint(100 * np.exp(0.3 * np.cos(phase)))[None].astype(np.uint8)


def test_patterns_are_those_of_the_whole_image(orl):
    images = orl.images[:3]
    both = images, images[:, :, ::-1]
    roots = [
        [np.sqrt(LBPHistograms(radius=radius, grid=(1, 1)).transform(side)) for radius in (1, 2.5)] for side in both
    ]
    np.testing.assert_allclose(
        TextureFeatures(radii=(1, 2.5), bands=0).transform(images), np.mean([np.hstack(side) for side in roots], axis=0)
    )


def test_left_and_right_do_not_matter(orl):
    features = TextureFeatures()
    np.testing.assert_allclose(features.transform(orl.images[:3, :, ::-1]), features.transform(orl.images[:3]))


def test_spectrum_against_a_loop():
    image = np.random.default_rng(0).integers(0, 256, (12, 15), dtype=np.uint8)
    bands, down, right = 2, np.arange(12), np.arange(15)
    window = np.outer(np.sin(np.pi * (down + 1) / 13) ** 2, np.sin(np.pi * (right + 1) / 16) ** 2)
    logarithm = np.log(image.astype(float) + DARK)
    windowed = (logarithm - logarithm.mean()) * window
    sectors = {(band, direction): [] for band in range(bands) for direction in range(3)}
    for k in range(-6, 6):
        for m in range(8):
            frequency, angle = np.hypot(k / 12, m / 15), np.arctan2(abs(k) / 12, m / 15)
            wave = np.exp(-2j * np.pi * (k * down[:, None] / 12 + m * right / 15))
            power = np.abs(np.sum(windowed * wave)) ** 2 / np.sum(window**2) + FLOOR
            sector = int(frequency * 2 * bands), round(angle / np.pi * 4)
            if sector in sectors:
                sectors[sector].append(power)
    expected = [np.log10(np.mean(each)) for each in sectors.values()] + [
        np.log10(max(each)) for each in sectors.values()
    ]
    np.testing.assert_allclose(TextureFeatures(radii=(), bands=bands).transform(image[None])[0], expected, rtol=1e-9)


@pytest.mark.parametrize(("down", "right", "direction"), [(0, 20, 0), (14, 14, 1), (20, 0, 2), (-14, 14, 1)])
def test_waves_are_in_their_band_and_direction(down, right, direction):
    features = TextureFeatures(radii=(), bands=8).transform(waves(down, right)).reshape(2, 8, 3)
    for means_or_peaks in features:
        assert np.unravel_index(means_or_peaks.argmax(), (8, 3)) == (4 if direction % 2 else 5, direction)


def test_a_dark_grid_has_the_power_of_a_bright_one():
    bright, dark = waves(0, 20), (waves(0, 20).astype(int) // 2).astype(np.uint8)
    peaks = [TextureFeatures(radii=(), bands=8).transform(images).max() for images in (bright, dark)]
    assert abs(peaks[0] - peaks[1]) < 0.1 and peaks[0] > 0


def test_flat_images_and_color(orl):
    flat = TextureFeatures(radii=()).transform(np.full((2, 64, 64), 77, np.uint8))
    np.testing.assert_allclose(flat, np.log10(FLOOR))
    color = np.repeat(orl.images[:2, ..., None], 3, axis=3)
    np.testing.assert_array_equal(TextureFeatures().transform(color), TextureFeatures().transform(orl.images[:2]))


def test_in_a_pipeline(orl):
    features = TextureFeatures(radii=(1,), bands=4)
    assert clone(features).get_params() == {"radii": (1,), "bands": 4}
    pipeline = make_pipeline(features, LogisticRegression()).fit(orl.images[:20], np.repeat([0, 1], 10))
    assert pipeline.predict(orl.images[:3]).shape == (3,)
    vectors = features.transform(orl.images[:3])
    assert vectors.dtype == np.float64 and vectors.shape == (3, 59 + 24)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"radii": (), "bands": 0}, "expected a radius, or a number of bands"),
        ({"bands": -1}, "bands=-1"),
        ({"bands": 2.5}, r"bands=2\.5"),
        ({"bands": 60}, "112 × 92 pixels has too few frequencies"),
        ({"radii": (0,)}, "radius=0"),
    ],
)
def test_impossible_parameters(orl, arguments, sentence):
    with pytest.raises(ValueError, match=sentence):
        TextureFeatures(**arguments).transform(orl.images[:1])


def test_no_images(orl):
    with pytest.raises(ValueError, match="no images"):
        TextureFeatures(radii=()).transform(orl.images[:0])
    with pytest.raises(TypeError, match="expected a uint8"):
        TextureFeatures().fit(orl.images / 255)
