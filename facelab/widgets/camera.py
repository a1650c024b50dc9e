"""Who is it? A camera, or a photograph, in front of a gallery."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from facelab.detection import Box, detect
from facelab.identification import Gallery, save_gallery
from facelab.widgets.interactive import Interactive

MARGIN = 0.5  # of a face's box, on each side: the gallery's embedder finds and aligns the face again in this crop
MIN_FACE = 40  # pixels, of the frame that the browser sends


def camera(gallery: Gallery, save_to: str | Path | None = None) -> Interactive:
    """Show the camera's picture with the names of the faces in it, and enrol people by a button.

    The picture stays in the browser; a frame at a time goes to the kernel of this notebook, which answers with boxes,
    and forgets it. Nothing is written, except that `save_to` adds a button that saves the gallery's embeddings.

    Parameters
    ----------
    gallery : Gallery
        With an embedder for photographs, such as `pretrained("sface")`, and a threshold. People are enrolled into it.
    save_to : str or Path, optional
        Where the button saves the gallery; an NPZ file, see `save_gallery`.

    Returns
    -------
    Interactive
        Make it the last line of a cell.

    Raises
    ------
    ValueError
        If the gallery has no embedder.

    Examples
    --------
    >>> from sklearn.preprocessing import FunctionTransformer
    >>> gallery = Gallery(FunctionTransformer(lambda images: np.stack([image.mean((0, 1)) for image in images])))
    >>> camera(gallery).title
    'Camera: who is it?'
    """
    if gallery.embedder is None:
        raise ValueError('the gallery has no embedder: give it one for photographs, e.g. pretrained("sface").')
    data = {"threshold": float(gallery.threshold), "can_save": save_to is not None, "n_people": _count(gallery)}
    figure = Interactive("camera", "Camera: who is it?", data, _draw)
    answers: dict[str, Callable[[Any, str], dict[str, Any]]] = {
        "frame": lambda frame, name: {"faces": name_faces(gallery, frame)},
        "enrol": lambda frame, name: _enrol(gallery, frame, name),
        "save": lambda frame, name: _save(gallery, save_to),
    }

    def answer(_: Any, asked: dict, buffers: list) -> None:
        start = time.perf_counter()
        frame = cv2.imdecode(np.frombuffer(buffers[0], np.uint8), cv2.IMREAD_COLOR_RGB) if buffers else None
        try:
            reply = answers[asked["kind"]](frame, asked.get("name", ""))
        except (ValueError, OSError) as error:
            reply = {"refused": str(error)}
        milliseconds = 1000 * (time.perf_counter() - start)
        figure.send({"kind": asked["kind"], "milliseconds": milliseconds, "n_people": _count(gallery), **reply})

    figure.on_msg(answer)
    return figure


def name_faces(gallery: Gallery, frame: np.ndarray) -> list[dict[str, Any]]:
    """Find the faces of a frame, uint8 (H, W, 3), and name them: boxes as shares of width and height."""
    height, width = frame.shape[:2]
    found = [detection.box for detection in detect(frame, "yunet", min_size=MIN_FACE)]
    if found and _count(gallery):
        distances, nearest = gallery.kneighbors(_crops(frame, found), 1)
        answers = zip(distances[:, 0].tolist(), nearest[:, 0].tolist(), strict=True)
    else:
        answers = zip([None] * len(found), [""] * len(found), strict=True)
    return [
        {
            "box": [box[0] / width, box[1] / height, (box[2] - box[0]) / width, (box[3] - box[1]) / height],
            "name": str(name) if distance is not None and distance <= gallery.threshold else "unknown",
            "distance": distance,
        }
        for box, (distance, name) in zip(found, answers, strict=True)
    ]


def _crops(frame: np.ndarray, boxes: list[Box]) -> Any:
    """Cut faces out, of any size each: an embedder that aligns takes them as a list."""
    return [_crop(frame, box) for box in boxes]


def _crop(frame: np.ndarray, box: Box) -> np.ndarray:
    across, down = MARGIN * (box[2] - box[0]), MARGIN * (box[3] - box[1])
    left, top = max(0, round(box[0] - across)), max(0, round(box[1] - down))
    return frame[top : round(box[3] + down), left : round(box[2] + across)]


def _enrol(gallery: Gallery, frame: np.ndarray, name: str) -> dict[str, str]:
    """Enrol the largest face of a frame: a new person, or one more image of somebody who is known."""
    if not name.strip():
        raise ValueError("type a name first.")
    found = detect(frame, "yunet", min_size=MIN_FACE)
    if not found:
        raise ValueError("there is no face in the picture.")
    largest = max(found, key=lambda each: (each.box[2] - each.box[0]) * (each.box[3] - each.box[1]))
    known = _count(gallery) > 0 and name in gallery.classes_
    (gallery.add_images if known else gallery.add)(name.strip(), _crops(frame, [largest.box]))
    return {"done": f"{name.strip()} is enrolled, in this notebook's memory only."}


def _save(gallery: Gallery, path: str | Path | None) -> dict[str, str]:
    if path is None:
        raise ValueError("nothing is saved here.")
    save_gallery(gallery, path)
    return {"done": f"The embeddings of {_count(gallery)} people are in {path}."}


def _count(gallery: Gallery) -> int:
    return len(gallery.classes_) if gallery.__sklearn_is_fitted__() else 0


def _draw() -> Figure:
    figure, ax = plt.subplots(figsize=(5, 1))
    ax.text(
        0.5,
        0.5,
        "Run this cell in JupyterLab or VS Code:\nthe camera's picture appears here.",
        ha="center",
        va="center",
    )
    ax.axis("off")
    plt.close(figure)
    return figure
