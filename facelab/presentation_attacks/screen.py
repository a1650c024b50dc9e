"""A photograph on a display: a grid of red, green and blue stripes, and glare."""

import cv2
import numpy as np

from facelab.presentation_attacks.camera import SENSOR, Camera, Range, draw, photograph_all, to_light

# One pixel of the display at 6 × 6 places: three stripes, and a dark row between this pixel and the one below it.
SAMPLES = 6
PIXEL = np.zeros((SAMPLES, SAMPLES, 3), np.float32)
for _channel in range(3):
    PIXEL[:-1, 2 * _channel : 2 * _channel + 2, _channel] = 1
PIXEL /= PIXEL.mean(axis=(0, 1))
LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)  # what a gray camera sees of red, green and blue light
BEZEL = 0.01  # light of the frame around the display, as a share of white


def simulate_screen(
    images: np.ndarray,
    rng: np.random.Generator,
    pitch: Range = (1, 1.7),
    gamma: Range = (2.0, 2.5),
    black: Range = (0.01, 0.05),
    glare: Range = (0, 0.4),
    glare_size: Range = (0.05, 0.12),
    bezel: Range = (0, 0),
    camera: Camera | None = None,
) -> np.ndarray:
    """Show what a camera sees when photographs are presented on a display.

    A pixel of the display is three stripes, red, green and blue. The camera's pixels have a slightly different pitch
    and angle, and moiré arises because one grid samples the other. Each image draws its own value from each range.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, H, W) or (N, H, W, 3)
        Bona fide photographs, which the face fills. On gray ones, the camera is gray, too.
    rng : Generator
    pitch : (float, float), default (1, 1.7)
        Width of the display's pixels, in pixels of the camera's sensor, of which there are two for each pixel of the
        image. Of a display that is finer than the sensor, hardly anything remains to be seen.
    gamma : (float, float), default (2.0, 2.5)
        Of the display: its light is the 8-bit value to this power. The camera's is 2.2.
    black : (float, float), default (0.01, 0.05)
        Light of a black pixel and of the room on the glass, as a share of white.
    glare : (float, float), default (0, 0.4)
        Light in the middle of a lamp's reflection, anywhere on the display, as a share of white.
    glare_size : (float, float), default (0.05, 0.12)
        Of the reflection: standard deviation, as a share of the image's width.
    bezel : (float, float), default (0, 0)
        Dark frame around the display, on each side, as a share of its width and height.
    camera : Camera, optional
        `Camera()` by default, the same as of `recapture_bona_fide`. The display is turned as its `degrees` say.

    Returns
    -------
    ndarray of uint8, the same shape

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> simulate_screen(load_orl().images[:2], np.random.default_rng(0)).shape
    (2, 112, 92)
    """

    def scene(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        shown = _on_display(image, draw("pitch", pitch, rng, 0.2))
        dark = draw("black", black, rng, 0, 1)
        light = dark + (1 - dark) * to_light(shown, draw("gamma", gamma, rng, 0.1))
        display = _stripes(light)
        spot = draw("glare", glare, rng) * _spot(display.shape, draw("glare_size", glare_size, rng, 0.001), rng)
        display += spot if display.ndim == 2 else spot[..., None]
        share = draw("bezel", bezel, rng, 0, 1)
        rows, columns = (round(share * size) for size in display.shape[:2])
        return cv2.copyMakeBorder(display, rows, rows, columns, columns, cv2.BORDER_CONSTANT, value=(BEZEL,) * 4)

    return photograph_all(scene, images, rng, camera)


def _on_display(image: np.ndarray, pitch: float) -> np.ndarray:
    """Scale an image to the pixels of the display."""
    height, width = (max(1, round(size * SENSOR / pitch)) for size in image.shape[:2])
    shrinks = width < image.shape[1]
    return cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC)


def _stripes(light: np.ndarray) -> np.ndarray:
    """Make each pixel, (H, W) or (H, W, 3), three stripes; the mean light stays the same."""
    pixel = PIXEL if light.ndim == 3 else PIXEL @ LUMA
    large = cv2.resize(light, None, fx=SAMPLES, fy=SAMPLES, interpolation=cv2.INTER_NEAREST)
    repeats = (*light.shape[:2], 1)[: light.ndim]
    return large * np.tile(pixel, repeats)


def _spot(shape: tuple[int, ...], size: float, rng: np.random.Generator) -> np.ndarray:
    """Make a bell of height 1 somewhere in (H, W)."""
    down, right = (np.arange(n) - rng.uniform(0, n) for n in shape[:2])
    bells = (np.exp(-(distance**2) / (2 * (size * shape[1]) ** 2)).astype(np.float32) for distance in (down, right))
    return np.outer(*bells)
