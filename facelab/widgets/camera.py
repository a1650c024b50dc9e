"""Who is it? A camera, or a photograph, in front of a gallery."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from facelab.detection import Box, NotOneFaceError, detect
from facelab.identification import Gallery, save_gallery
from facelab.widgets.interactive import Interactive

MARGIN = 0.5  # of a face's box, on each side: the gallery's embedder finds and aligns the face again in this crop
CROP_SIZE = 224  # pixels: twice what networks for faces take, as the face is half as wide as its crop
LONGEST_NAME = 40
MIN_FACE = 40  # pixels, of the frame that the browser sends


def camera(gallery: Gallery, save_to: str | Path | None = None) -> Interactive:
    """Show the camera's picture with the names of the faces in it, and enroll people by a button.

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
    data = {
        "threshold": float(gallery.threshold),
        "can_save": save_to is not None,
        "n_people": _count(gallery),
        "longest_name": LONGEST_NAME,
    }
    figure = Interactive("camera", "Camera: who is it?", data, _draw)
    answers: dict[str, Callable[[Any, str], dict[str, Any]]] = {
        "frame": lambda frame, name: {"faces": name_faces(gallery, frame)},
        "enroll": lambda frame, name: _enroll(gallery, frame, name),
        "save": lambda frame, name: _save(gallery, save_to),
    }

    def answer(_: Any, asked: dict, buffers: list) -> None:
        start = time.perf_counter()
        try:
            frame = _decode(buffers[0]) if buffers else None
            reply = answers[asked["kind"]](frame, asked.get("name", ""))
        except Exception as error:  # whatever it is: without an answer the browser would wait for ever
            reply = {"refused": str(error)}
        milliseconds = 1000 * (time.perf_counter() - start)
        figure.send({"kind": asked["kind"], "milliseconds": milliseconds, "n_people": _count(gallery), **reply})

    figure.on_msg(answer)
    return figure


def name_faces(gallery: Gallery, frame: np.ndarray) -> list[dict[str, Any]]:
    """Find the faces of a frame, uint8 (H, W, 3), and name them: boxes as shares of width and height."""
    height, width = frame.shape[:2]
    answers = []
    for box, *_ in detect(frame, "yunet", min_size=MIN_FACE):
        name, distance = _nearest(gallery, _crop(frame, box))
        answers.append(
            {
                "box": [box[0] / width, box[1] / height, (box[2] - box[0]) / width, (box[3] - box[1]) / height],
                "name": name if distance is not None and distance <= gallery.threshold else "unknown",
                "distance": distance,
            }
        )
    return answers


def _decode(buffer: Any) -> np.ndarray:
    frame = cv2.imdecode(np.frombuffer(buffer, np.uint8), cv2.IMREAD_COLOR_RGB) if len(buffer) else None
    if frame is None:
        raise ValueError("the picture cannot be read.")
    return frame


def _nearest(gallery: Gallery, crop: np.ndarray) -> tuple[str, float | None]:
    """Find the person of the gallery who is nearest, and how far away; no distance if there is nobody to compare."""
    if not _count(gallery):
        return "", None
    try:
        distances, names = gallery.kneighbors(crop[None], 1)
    except NotOneFaceError:  # the embedder looks for the face again, and may be stricter
        return "", None
    return str(names[0, 0]), float(distances[0, 0])


def _crop(frame: np.ndarray, box: Box) -> np.ndarray:
    """Cut a face out with a margin around it: a square, (CROP_SIZE, CROP_SIZE, 3)."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    scale = CROP_SIZE / ((1 + 2 * MARGIN) * max(box[2] - box[0], box[3] - box[1]))
    to_crop = np.array([[scale, 0, CROP_SIZE / 2 - scale * x], [0, scale, CROP_SIZE / 2 - scale * y]])
    return cv2.warpAffine(frame, to_crop, (CROP_SIZE, CROP_SIZE), borderMode=cv2.BORDER_REPLICATE)


def _enroll(gallery: Gallery, frame: np.ndarray, name: str) -> dict[str, str]:
    """Enroll the largest face of a frame: a new person, or one more image of somebody who is known."""
    name = name.strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise ValueError(f"type a name first, of at most {LONGEST_NAME} letters.")
    found = detect(frame, "yunet", min_size=MIN_FACE)
    if not found:
        raise ValueError("there is no face in the picture.")
    largest = max(found, key=lambda each: (each.box[2] - each.box[0]) * (each.box[3] - each.box[1]))
    known = _count(gallery) > 0 and name in gallery.classes_
    try:
        (gallery.add_images if known else gallery.add)(name, _crop(frame, largest.box)[None])
    except NotOneFaceError:  # the embedder looks again, in a crop that shows some of the neighbors, too
        raise ValueError("another face is too near: let one person look into the camera alone.") from None
    return {"done": f"{name} is enrolled, in memory only."}


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
        "Run this cell in JupyterLab: the camera's picture appears here.\n"
        "(In VS Code a notebook may not use the camera: pick a photograph.)",
        ha="center",
        va="center",
    )
    ax.axis("off")
    plt.close(figure)
    return figure
