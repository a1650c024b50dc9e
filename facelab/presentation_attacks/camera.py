"""The camera in front of which a face, a print or a screen is held: the last stage of all of them."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from facelab.images import check_images

Range = tuple[float, float]  # the lowest and the highest value; each image draws its own between them

GAMMA = 2.2  # of the camera's 8-bit values: light is the value to this power
SENSOR = 2  # the sensor's pixels for each pixel of the image, in both directions; the camera averages them
SAMPLES, SENSITIVE = 3, 2  # a sensor's pixel is 3 × 3 samples, of which 2 × 2 gather light; the rest is wiring
READ_NOISE = 0.003  # of white, in the dark
NO_BLUR = 1e-3  # OpenCV takes a standard deviation of 0 for "choose one"


@dataclass(frozen=True)
class Camera:
    """Photograph a scene: lens, a sensor's grid of pixels, exposure, noise, 8 bits.

    Each image draws its own value between the two ends of a range. Patterns that are finer than the sensor's pixels
    are not averaged away completely and come back as coarse ones: this is where moiré arises.

    Parameters
    ----------
    degrees : (float, float), default (-3, 3)
        How far the scene is turned.
    zoom : (float, float), default (1, 1.06)
        1 shows the whole scene.
    shift : (float, float), default (-0.01, 0.01)
        Of the image's width and height. Where the scene ends, it is mirrored.
    blur : (float, float), default (0.3, 0.5)
        Of the lens: standard deviation, in the sensor's pixels, of which there are two for each pixel of the image.
    uneven_light : (float, float), default (0, 0.3)
        How much more light there is at one end of the image, in a direction of its own, than in the middle.
    exposure : (float, float), default (0.85, 1.15)
        The mean light of the image, as a share of the mean light of the photograph that the scene was made from.
    noise : (float, float), default (0.01, 0.03)
        Standard deviation in a white pixel of the sensor, as a share of white; it grows with the root of the light.

    Examples
    --------
    >>> Camera(degrees=(-1, 1), noise=(0, 0)).degrees
    (-1, 1)
    """

    degrees: Range = (-3, 3)
    zoom: Range = (1, 1.06)
    shift: Range = (-0.01, 0.01)
    blur: Range = (0.3, 0.5)
    uneven_light: Range = (0, 0.3)
    exposure: Range = (0.85, 1.15)
    noise: Range = (0.01, 0.03)

    def photograph(self, scene: np.ndarray, original: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """Photograph a scene in linear light, float32 (h, w) or (h, w, 3), at the size and brightness of `original`."""
        height, width = original.shape[:2]
        scale = np.array([scene.shape[1] / width, scene.shape[0] / height])  # scene's samples for a pixel: right, down
        blur = (draw("blur", self.blur, rng) or NO_BLUR) * scale / SENSOR
        seen = cv2.GaussianBlur(scene, (0, 0), sigmaX=blur[0], sigmaY=blur[1], borderType=cv2.BORDER_REFLECT)
        light = self._sample(seen, (height, width), scale, rng)
        light *= _slope(light.shape, draw("uneven_light", self.uneven_light, rng, 0, 1), rng.uniform(0, 2 * np.pi))
        mean = draw("exposure", self.exposure, rng, 0.01) * to_light(original).mean()
        light *= mean / max(light.mean(), 1e-6)
        deviation = np.sqrt(READ_NOISE**2 + draw("noise", self.noise, rng) ** 2 * light)
        light += deviation * rng.standard_normal(light.shape, np.float32)
        return to_values(cv2.resize(light, (width, height), interpolation=cv2.INTER_AREA))

    def _sample(
        self, scene: np.ndarray, shape: tuple[int, int], scale: np.ndarray, rng: np.random.Generator
    ) -> np.ndarray:
        """Turn, zoom and shift the scene, and collect the light in each of the sensor's pixels."""
        height, width = shape[0] * SENSOR, shape[1] * SENSOR
        center = (np.array(scene.shape[1::-1]) - 1) / 2
        center += [draw("shift", self.shift, rng, -1, 1) * size for size in scene.shape[1::-1]]
        angle, zoom = np.deg2rad(draw("degrees", self.degrees, rng, -180, 180)), draw("zoom", self.zoom, rng, 0.1)
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        matrix = turn * scale[:, None] / (zoom * SENSOR * SAMPLES)  # from the place of a sample to the scene
        middle = (np.array([width, height]) * SAMPLES - 1) / 2
        samples = cv2.warpAffine(
            scene,
            np.column_stack([matrix, center - matrix @ middle]),
            (width * SAMPLES, height * SAMPLES),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REFLECT,
        )
        cells = samples.reshape(height, SAMPLES, width, SAMPLES, *scene.shape[2:])
        return cells[:, :SENSITIVE, :, :SENSITIVE].mean(axis=(1, 3))


def photograph_all(
    make_scene: Callable[[np.ndarray, np.random.Generator], np.ndarray],
    images: np.ndarray,
    rng: np.random.Generator,
    camera: Camera | None,
) -> np.ndarray:
    """Make a scene of each image, and photograph it."""
    check_images(images)
    camera = camera or Camera()
    seen = [camera.photograph(make_scene(image, rng), image, rng) for image in images]
    return np.array(seen, np.uint8).reshape(images.shape)


def draw(name: str, bounds: Range, rng: np.random.Generator, least: float = 0, most: float = np.inf) -> float:
    """Draw a number between the two bounds, which must lie between `least` and `most`."""
    low, high = bounds
    if not (least <= low <= high <= most and np.isfinite(high)):
        limits = f"from {least:g} to {most:g}" if np.isfinite(most) else f"of at least {least:g}"
        raise ValueError(f"{name}={bounds}: expected the lowest and the highest value, {limits}.")
    return float(rng.uniform(low, high))


def to_light(values: np.ndarray, gamma: float = GAMMA) -> np.ndarray:
    """Convert 8-bit values to light from 0 to 1, float32."""
    return (values.astype(np.float32) / 255) ** gamma


def to_values(light: np.ndarray) -> np.ndarray:
    """Convert light to 8-bit values; what is brighter than white is white."""
    return np.rint(255 * np.clip(light, 0, 1) ** (1 / GAMMA)).astype(np.uint8)


def _slope(shape: tuple[int, ...], strength: float, direction: float) -> np.ndarray:
    """Make a factor of each pixel, (H, W) or (H, W, 1): 1 in the middle, up to 1 ± strength along a direction."""
    down, right = (np.linspace(-1, 1, size, dtype=np.float32) for size in shape[:2])
    sine, cosine = float(np.sin(direction)), float(np.cos(direction))
    slope = 1 + strength / (abs(sine) + abs(cosine)) * (down[:, None] * sine + right * cosine)
    return slope if len(shape) == 2 else slope[..., None]
