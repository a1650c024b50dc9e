"""Figures as PNG with a palette: twice the pixels of the screen, in a fraction of the bytes."""

from io import BytesIO

import numpy as np
from matplotlib.figure import Figure
from PIL import Image

SCALE = 2  # stored pixels for each pixel of the page
N_COLORS = 64, 32, 16  # faces are gray and lines have few colors: the largest palette that fits is taken
MAX_BYTES = 190 * 1024  # a notebook may keep 200 KiB of each figure
COLORED = 24  # from the smallest to the largest of red, green and blue: less is a gray
FEW = 0.05  # of the pixels: thin lines on photographs, whose colors a palette of the whole figure would lose


def sharp_png(figure: Figure, tight: bool = False) -> tuple[bytes, dict[str, int]]:
    """Draw a figure for a notebook, and say how large it is on the page.

    Parameters
    ----------
    figure : Figure
        Its dpi is that of the page.
    tight : bool, default False
        Whether to cut off the empty border.

    Returns
    -------
    tuple of bytes and dict
        The PNG, and its `width` and `height` on the page, pixels.

    Examples
    --------
    >>> png, size = sharp_png(Figure(figsize=(2, 1), dpi=100))
    >>> size
    {'width': 200, 'height': 100}
    """
    with BytesIO() as drawn:
        figure.savefig(drawn, format="png", dpi=SCALE * figure.dpi, bbox_inches="tight" if tight else None)
        picture = Image.open(drawn).convert("RGB")
    pngs = (_with_palette(picture, n_colors) for n_colors in N_COLORS)
    png = next((png for png in pngs if len(png) <= MAX_BYTES), None) or _with_palette(picture, N_COLORS[-1])
    return png, {"width": picture.width // SCALE, "height": picture.height // SCALE}


def _with_palette(picture: Image.Image, n_colors: int) -> bytes:
    pixels = np.asarray(picture).reshape(-1, 3)
    colored = pixels[np.ptp(pixels, axis=1) > COLORED]
    if not len(colored):  # grays at equal steps: a palette made for the white around faces would flatten their lights
        steps = np.rint(np.asarray(picture.convert("L")) * ((n_colors - 1) / 255)).astype(np.uint8)
        reduced = Image.fromarray(steps, "P")
        reduced.putpalette(np.repeat(np.linspace(0, 255, n_colors).round().astype(int), 3).tolist())
    elif len(colored) < FEW * len(pixels):
        n_lines = n_colors // 4
        lines = Image.fromarray(colored[None]).quantize(n_lines).getpalette() or []
        # Pillow looks up colors in steps of 8: black and white need room to stay what they are
        grays = [0, *np.linspace(9, 244, n_colors - n_lines - 2).round().astype(int).tolist(), 255]
        palette = Image.new("P", (1, 1))
        palette.putpalette([*lines[: 3 * n_lines], *np.repeat(grays, 3).tolist()])
        reduced = picture.quantize(palette=palette, dither=Image.Dither.NONE)
    else:
        reduced = picture.quantize(n_colors)
    with BytesIO() as file:
        reduced.save(file, "png", optimize=True)
        return file.getvalue()
