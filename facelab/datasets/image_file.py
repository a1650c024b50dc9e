"""Reading an image file."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageOps


class UnreadableImageError(ValueError):
    """A file that is not an image, is truncated, or is larger than an image should be."""


def read_image(path: str | Path, gray: bool = False) -> np.ndarray:
    """Read an image the way up that its EXIF tag says, transparency on white: uint8 (H, W, 3), or (H, W) if gray."""
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
