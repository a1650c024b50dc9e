"""Reading one photograph from a file."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageOps


class UnreadableImageError(ValueError):
    """A file that is no image, is cut short, or is larger than an image should be."""


def read_image(path: str | Path, gray: bool = False) -> np.ndarray:
    """Read a photograph the way up that its EXIF tag says.

    Parameters
    ----------
    path : str or Path
        Any format that Pillow reads.
    gray : bool
        Gray instead of RGB. Transparency is laid on white.

    Returns
    -------
    ndarray of uint8, shape (H, W) if gray, else (H, W, 3)

    Raises
    ------
    UnreadableImageError
        If the file is no image or is cut short.

    Examples
    --------
    >>> from facelab.datasets.orl import orl_folder
    >>> read_image(orl_folder() / "s1" / "1.pgm", gray=True).shape
    (112, 92)
    """
    try:
        with Image.open(path) as file:
            return np.asarray(_flatten(ImageOps.exif_transpose(file)).convert("L" if gray else "RGB"))
    except FileNotFoundError:
        raise
    except Exception as error:  # Pillow's readers raise many kinds for bytes that they cannot read
        raise UnreadableImageError(f"{path} is not a readable image ({error}); replace or delete it.") from error


def _flatten(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I;16"):  # Pillow would clip 16-bit gray at 255
        return Image.fromarray((np.asarray(image).astype(np.uint32) >> 8).astype(np.uint8))
    if image.mode in ("I", "F"):
        raise ValueError("its gray values have 32 bits; save it with 8")
    if not image.has_transparency_data:
        return image
    layer = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer)
