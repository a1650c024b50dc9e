"""A photograph printed on paper: dots of ink."""

import cv2
import numpy as np

from facelab.presentation_attacks.camera import NO_BLUR, Camera, Range, draw, photograph_all, to_light
from facelab.presentation_attacks.halftone import HalftoneScreen

# Cyan, magenta, yellow: the light that each ink lets through, in red, green and blue, and its screen's angle, degrees.
INKS = (((0.08, 0.45, 0.75), 15), ((0.70, 0.10, 0.35), 75), ((0.92, 0.78, 0.12), 0))
BLACK_DEGREES = 45
BLACK_SHARE = 0.9  # black ink replaces that share of what cyan, magenta and yellow have in common


def simulate_print(
    images: np.ndarray,
    rng: np.random.Generator,
    dots: Range = (65, 133),
    turned: Range = (-5, 5),
    dot_gain: Range = (0, 0.15),
    black: Range = (0.03, 0.1),
    softness: Range = (0.3, 0.7),
    border: Range = (0, 0),
    camera: Camera | None = None,
) -> np.ndarray:
    """Show what a camera sees when photographs are presented as prints on paper.

    A printer has ink or no ink: it makes gray of dots that are small or large, on a grid that is turned (a
    clustered-dot halftone screen). Gray images are printed in black, color images in cyan, magenta, yellow and black,
    each with an angle of its own. Each image draws its own value from each range.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, H, W) or (N, H, W, 3)
        Bona fide photographs, which the face fills.
    rng : Generator
    dots : (float, float), default (65, 133)
        Rows of dots across the image's width. On a print an inch wide these are lines per inch, from a newspaper's
        screen to a magazine's.
    turned : (float, float), default (-5, 5)
        Degrees, added to the screens' usual angles: 45 for black, 15, 75 and 0 for cyan, magenta and yellow.
    dot_gain : (float, float), default (0, 0.15)
        By how much spreading ink increases the share of the paper under ink where half of it should be, at most 0.25.
    black : (float, float), default (0.03, 0.1)
        Light that the surface returns where all is ink, as a share of the light that white paper returns.
    softness : (float, float), default (0.3, 0.7)
        Blur before printing: standard deviation, pixels of the image.
    border : (float, float), default (0, 0)
        White paper around the print, on each side, as a share of its width and height.
    camera : Camera, optional
        `Camera()` by default, the same as of `recapture_bona_fide`.

    Returns
    -------
    ndarray of uint8, the same shape

    References
    ----------
    R. Ulichney, Digital Halftoning, MIT Press 1987, chapter 5 (clustered dots).

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> simulate_print(load_orl().images[:2], np.random.default_rng(0)).shape
    (2, 112, 92)
    """

    def scene(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        light = cv2.GaussianBlur(to_light(image), (0, 0), draw("softness", softness, rng) or NO_BLUR)
        screen = HalftoneScreen(
            rows=draw("dots", dots, rng, 1),
            turned=draw("turned", turned, rng, -360, 360),
            gain=draw("dot_gain", dot_gain, rng, 0, 0.25),
        )
        paper = screen.print(1 - light, BLACK_DEGREES) if image.ndim == 2 else _print_color(light, screen)
        darkest, share = draw("black", black, rng, 0, 1), draw("border", border, rng, 0, 1)
        paper = darkest + (1 - darkest) * paper
        rows, columns = (round(share * size) for size in paper.shape[:2])
        return cv2.copyMakeBorder(paper, rows, rows, columns, columns, cv2.BORDER_CONSTANT, value=(1, 1, 1, 1))

    return photograph_all(scene, images, rng, camera)


def _print_color(light: np.ndarray, screen: HalftoneScreen) -> np.ndarray:
    """Print (H, W, 3): most of what all three colors lack in black, the rest in cyan, magenta and yellow."""
    key = BLACK_SHARE * (1 - light.max(axis=2))
    rest = 1 - light / (1 - key[..., None])
    paper = screen.print(key, BLACK_DEGREES)[..., None]
    for channel, (color, degrees) in enumerate(INKS):
        without_ink = screen.print(rest[..., channel], degrees)[..., None]
        paper = paper * (without_ink + (1 - without_ink) * np.array(color, np.float32))
    return paper
