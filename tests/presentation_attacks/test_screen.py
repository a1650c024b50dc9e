import numpy as np
import pytest

from facelab.presentation_attacks import Camera, simulate_screen
from facelab.presentation_attacks.camera import to_light

OFF = (0, 0)
IDEAL = Camera(degrees=OFF, zoom=(1, 1), shift=OFF, uneven_light=OFF, exposure=(1, 1), noise=OFF)
WITHOUT_FAULT = {"gamma": (2.2, 2.2), "black": OFF, "glare": OFF, "camera": IDEAL}
GRAY = np.full((1, 64, 64), 150, np.uint8)


def show(images=GRAY, **changed):
    return simulate_screen(images, np.random.default_rng(0), **{**WITHOUT_FAULT, **changed})


@pytest.mark.parametrize("degrees", [0, 2])
def test_moire_is_where_sampling_theory_puts_it(degrees):
    """102 pixels of the display across 128 of the sensor look like 128 − 102 cycles, at an angle of their own."""
    seen = show(pitch=(1.25, 1.25), camera=Camera(**{**vars(IDEAL), "degrees": (degrees, degrees)}))[0]
    spectrum = np.abs(np.fft.rfft2(seen - seen.mean()))
    down, right = np.unravel_index(spectrum.argmax(), spectrum.shape)
    angle = np.deg2rad(degrees)
    assert abs(right - (128 - 102 * np.cos(angle))) < 1 and abs(min(down, 64 - down) - 102 * np.sin(angle)) < 1
    assert np.ptp(seen) > 10


def test_a_fine_display_has_no_moire():
    assert np.ptp(show(pitch=(0.4, 0.4))) <= 3


def test_stripes_are_colored_and_their_mean_is_not():
    color = np.repeat(GRAY[..., None], 3, axis=3)
    seen = show(color, pitch=(1.25, 1.25))
    assert np.abs(seen[..., 0].astype(int) - seen[..., 2]).mean() > 4
    np.testing.assert_allclose(to_light(seen).mean(axis=(0, 1, 2)), to_light(GRAY).mean(), rtol=0.02)


def test_black_level_and_gamma():
    images = GRAY.copy()
    images[:, :, :32] = 0
    dark, bright = (
        to_light(show(images, pitch=(0.5, 0.5), black=(0.1, 0.1)))[0, :, part].mean()
        for part in (slice(5, 27), slice(37, 59))
    )
    assert dark / bright == pytest.approx(0.1 / (0.1 + 0.9 * to_light(np.array(150))), rel=0.05)
    images[:, :, :32] = 75
    seen = to_light(show(images, pitch=(0.5, 0.5), gamma=(3, 3)))[0]
    assert seen[:, 5:27].mean() / seen[:, 37:59].mean() == pytest.approx(0.5**3, rel=0.05)


def test_glare_is_a_spot_somewhere():
    dark = np.full((6, 64, 64), 60, np.uint8)
    seen = show(dark, pitch=(0.5, 0.5), glare=(1, 1), glare_size=(0.06, 0.06))
    places = [np.unravel_index(image.argmax(), image.shape) for image in seen]
    assert len(set(places)) == 6 and (seen.max(axis=(1, 2)) > 2 * np.median(seen, axis=(1, 2))).all()
    assert ((seen > seen.max(axis=(1, 2), keepdims=True) / 2).mean(axis=(1, 2)) < 0.2).all()


def test_the_bezel_is_dark():
    seen = show(bezel=(0.2, 0.2))[0].astype(int)
    width = round(0.2 / 1.4 * 64)
    assert seen[:, : width - 2].max() < 60 < seen[width + 2 : -width - 2, width + 2 : -width - 2].min()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"pitch": (0.1, 1)}, "pitch=.*of at least 0.2"),
        ({"gamma": (0, 1)}, "gamma="),
        ({"black": (0.5, 1.5)}, "black=.*from 0 to 1"),
        ({"glare": (-1, 0)}, "glare="),
        ({"glare_size": (0, 1)}, "glare_size="),
        ({"bezel": (0, 2)}, "bezel="),
    ],
)
def test_impossible_displays(arguments, sentence):
    with pytest.raises(ValueError, match=sentence):
        show(**arguments)
