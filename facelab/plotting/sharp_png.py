"""Figures as PNG with a palette: twice the pixels of the screen, in a fraction of the bytes."""

from io import BytesIO

from matplotlib.figure import Figure
from PIL import Image

SCALE = 2  # stored pixels for each pixel of the page
N_COLORS = 64, 32, 16  # faces are gray and lines have few colors: the largest palette that fits is taken
MAX_BYTES = 190 * 1024  # a notebook may keep 200 KiB of each figure


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
    with BytesIO() as file:
        picture.quantize(n_colors).save(file, "png", optimize=True)
        return file.getvalue()
