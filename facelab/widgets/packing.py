"""Arrays and images as JSON, for the browser."""

import base64
from collections.abc import Iterable

import cv2
import numpy as np

DTYPES = "uint8", "int8", "int32", "float32"  # those that model.js unpacks


def pack(array: np.ndarray) -> dict[str, object]:
    """Pack an array of uint8, int8, int32 or float32; model.js has `unpack`."""
    if array.dtype.name not in DTYPES:
        raise TypeError(f"an array of {array.dtype} cannot be packed; expected {', '.join(DTYPES)}.")
    little = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
    return {
        "dtype": array.dtype.name,
        "shape": list(array.shape),
        "base64": base64.b64encode(little.tobytes()).decode(),
    }


def data_urls(images: Iterable[np.ndarray], height: int) -> list[str]:
    """Encode images (H, W) or (H, W, 3) as PNG in data URLs, made smaller to at most `height` pixels."""
    return [_data_url(image, height) for image in images]


def _data_url(image: np.ndarray, height: int) -> str:
    if image.shape[0] > height:
        size = round(image.shape[1] * height / image.shape[0]), height
        image = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    _, encoded = cv2.imencode(".png", image if image.ndim == 2 else image[:, :, ::-1])
    return "data:image/png;base64," + base64.b64encode(encoded.tobytes()).decode()
