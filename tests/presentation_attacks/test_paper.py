import numpy as np
import pytest

from facelab.presentation_attacks import Camera, simulate_print
from facelab.presentation_attacks.camera import to_light

OFF = (0, 0)
IDEAL = Camera(degrees=OFF, zoom=(1, 1), shift=OFF, uneven_light=OFF, exposure=(1, 1), noise=OFF)
WITHOUT_FAULT = {"turned": OFF, "dot_gain": OFF, "black": OFF, "softness": OFF, "camera": IDEAL}


def halves(dark, bright, shape=(1, 40, 60)):
    """Make an image that is dark on the left and bright on the right."""
    images = np.full(shape, dark, np.uint8)
    images[:, :, shape[2] // 2 :] = bright
    return images


def test_black_ink_returns_light():
    images = halves(0, 200)
    for black in (0, 0.1):
        seen = to_light(simulate_print(images, np.random.default_rng(0), **{**WITHOUT_FAULT, "black": (black, black)}))
        light = to_light(np.array(200))
        left, right = seen[0, :, 5:25].mean(), seen[0, :, 35:55].mean()
        assert left / right == pytest.approx(black / (black + (1 - black) * light), abs=0.015)


def test_gray_keeps_its_light_and_shows_dots():
    images = np.full((1, 60, 60), 150, np.uint8)
    seen = simulate_print(images, np.random.default_rng(0), **{**WITHOUT_FAULT, "dots": (20, 20)})
    assert to_light(seen).mean() == pytest.approx(to_light(images).mean(), rel=0.02) and np.ptp(seen) > 100
    spectrum = np.abs(np.fft.rfft2(seen[0] - seen.mean()))
    down, right = np.unravel_index(spectrum.argmax(), spectrum.shape)
    assert abs(right - 14.1) < 1 and abs(min(down, 60 - down) - 14.1) < 1  # 20 rows at 45 degrees


def test_ink_has_a_smaller_gamut_than_light():
    """Red, green and blue are paler and darker than on a display, and stay red, green and blue; gray stays gray."""
    colors = np.array([[250, 20, 20], [20, 250, 20], [20, 20, 250], [120, 120, 120]], np.uint8)
    images = np.tile(colors[:, None, None], (1, 40, 40, 1))
    printed = to_light(simulate_print(images, np.random.default_rng(0), **WITHOUT_FAULT)).mean(axis=(1, 2))
    shown = to_light(colors)
    for channel in range(3):
        others = np.delete(np.arange(3), channel)
        assert printed[channel].argmax() == channel
        assert printed[channel, others].max() / printed[channel, channel] > 2 * shown[channel, others].max()
    assert printed[3].max() / printed[3].min() < 1.25


def test_the_papers_border_is_white():
    images = np.full((1, 60, 60), 60, np.uint8)
    seen = simulate_print(images, np.random.default_rng(0), border=(0.2, 0.2), **WITHOUT_FAULT)[0].astype(int)
    width = round(0.2 / 1.4 * 60)
    face = seen[width + 2 : -width - 2, width + 2 : -width - 2].mean()
    assert min(seen[:, : width - 2].min(), seen[-width + 2 :].min()) > face + 50


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"dots": (0, 50)}, "dots="),
        ({"dot_gain": (0, 0.3)}, "dot_gain=.*from 0 to 0.25"),
        ({"black": (0, 2)}, "black=.*from 0 to 1"),
        ({"softness": (-1, 0)}, "softness="),
        ({"border": (0, 3)}, "border="),
    ],
)
def test_impossible_prints(arguments, sentence):
    with pytest.raises(ValueError, match=sentence):
        simulate_print(np.zeros((1, 40, 40), np.uint8), np.random.default_rng(0), **{"dots": (20, 20), **arguments})
