"""People whom no student has: their photographs, and how well a verifier tells them apart."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from facelab.augmentation import RandomAugmentation
from facelab.datasets import FaceSet, load_folder, load_lfw, load_orl
from facelab.datasets.lfw import ORL_LIKE_CROP
from facelab.detection import detect
from facelab.distances import distance_matrix
from facelab.images import to_gray
from facelab.preprocessing import ResizeGray
from facelab.protocols import all_pairs
from facelab.submission.contract import IMAGE_SHAPE, Verifier
from facelab.submission.job import held_out_people
from facelab.verification import verification_curve

ORL, LFW = "orl", "lfw"
N_LFW, LFW_IMAGES = 100, 2  # people with two photographs: those with more trained networks of the course
NOISE = 4.0  # gray levels
FRAME = 0.78, 0.58, 0.56  # above, below and beside the middle of a detected face, in sides of its box: as in ORL
DISTURBANCE = RandomAugmentation(
    shift=0.02, degrees=3, zoom=0.03, flip_horizontal=False, side_light=0.15, contrast=0.15, occlude=0
)


@dataclass(frozen=True)
class Judges:
    """Photographs of the people who judge a verifier, in an order that does not tell who is who.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, 112, 92)
    labels : ndarray of int, shape (N,)
    source : str
        Where they come from, for the reports.
    kind : str
        orl, lfw or folder.
    note : str
        For the instructor.
    """

    images: np.ndarray
    labels: np.ndarray
    source: str
    kind: str
    note: str = ""

    @property
    def is_orl(self) -> bool:
        """Whether they are people of the set that students have, too."""
        return self.kind == ORL

    @property
    def digest(self) -> str:
        """SHA-256 of photographs and labels."""
        return hashlib.sha256(self.images.tobytes() + self.labels.astype(np.int64).tobytes()).hexdigest()


@dataclass(frozen=True)
class Verdict:
    """How well a verifier told the people apart, on all pairs of their photographs."""

    threshold: float
    far: float
    frr: float
    eer: float
    auc: float
    log_loss: float
    genuine: list[float]
    impostor: list[float]


def load_judges(people: str, course: Path, secret: int) -> Judges:
    """Load the people who judge verifiers.

    Parameters
    ----------
    people : str
        "orl": ten people set aside, their photographs moved, lit and made noisy at random; "lfw": a
        hundred people of LFW; or a folder with a sub-folder of photographs for each person.
    course : Path
        A folder is looked for here.
    secret : int
        Seed of order, choice and geometric.

    Returns
    -------
    Judges

    Raises
    ------
    ValueError
        If there are fewer than two people with two photographs each.
    """
    rng, note = np.random.default_rng([secret, 1]), ""
    if people == ORL:
        faces = load_orl()[held_out_people()]
        moved = DISTURBANCE(np.asarray(faces.images), rng).astype(np.float64)
        images = (moved + rng.normal(0, NOISE, moved.shape)).round().clip(0, 255).astype(np.uint8)
        source = "ORL, ten people that are set aside, their photographs changed at random"
    elif people == LFW:
        faces = _some_of_lfw(rng)
        images, source = _small(np.asarray(faces.images)[:, *ORL_LIKE_CROP]), f"LFW, {N_LFW} people"
    else:
        faces = load_folder(course / people)
        framed = [_frame(image) for image in np.asarray(faces.images)]
        images, source = np.concatenate([_small(image[None]) for image, _ in framed]), f"the folder {people}"
        if missed := [faces.names[label] for label, (_, seen) in zip(faces.labels, framed, strict=True) if not seen]:
            whose = ", ".join(f"{missed.count(name)} of {name}" for name in sorted(set(missed)))
            note = f"No face was found in {len(missed)} of the photographs ({whose}); their middle was taken."
    _, counts = np.unique(faces.labels, return_counts=True)
    if np.count_nonzero(counts > 1) < 2:
        raise ValueError(f"{people}: judging a verifier needs at least two people with two photographs each.")
    order = rng.permutation(len(images))
    kind = people if people in (ORL, LFW) else "folder"
    return Judges(images[order], faces.labels[order], source, kind, note)


def evaluate_verifier(verifier: Verifier, labels: np.ndarray) -> Verdict:
    """Judge a verifier on all pairs of the held-out photographs.

    Parameters
    ----------
    verifier : Verifier
    labels : ndarray of int, shape (N,)

    Returns
    -------
    Verdict

    Examples
    --------
    >>> verdict = evaluate_verifier(Verifier(np.array([[0.0], [0.1], [5.0], [5.2]]), 1.0), np.array([0, 0, 1, 1]))
    >>> verdict.far, verdict.frr, verdict.eer
    (0.0, 0.0, 0.0)
    """
    pairs = all_pairs(labels)
    vectors = verifier.vectors.astype(np.float64)
    distances = distance_matrix(vectors, vectors)[pairs.left, pairs.right]
    genuine, impostor = distances[pairs.same], distances[~pairs.same]
    curve = verification_curve(distances, pairs.same)
    return Verdict(
        verifier.threshold,
        float(np.mean(impostor <= verifier.threshold)),
        float(np.mean(genuine > verifier.threshold)),
        curve.eer,
        curve.auc,
        _log_loss(genuine, impostor, verifier.threshold),
        genuine.tolist(),
        impostor.tolist(),
    )


def _log_loss(genuine: np.ndarray, impostor: np.ndarray, threshold: float) -> float:
    """Take p(same) as logistic in (threshold − distance) / (a tenth of the threshold); both kinds count alike."""
    scale = max(threshold, 1e-12) / 10
    losses = [np.logaddexp(0, sign * (d - threshold) / scale).mean() for sign, d in ((1, genuine), (-1, impostor))]
    return float(np.mean(losses))


def _some_of_lfw(rng: np.random.Generator) -> FaceSet:
    faces = load_lfw("people")
    people, counts = np.unique(faces.labels, return_counts=True)
    chosen = rng.choice(people[counts == LFW_IMAGES], N_LFW, replace=False)
    return faces[np.concatenate([np.flatnonzero(faces.labels == person)[:LFW_IMAGES] for person in chosen])]


def _small(images: np.ndarray) -> np.ndarray:
    return ResizeGray(*IMAGE_SHAPE)(images)


def _frame(image: np.ndarray) -> tuple[np.ndarray, bool]:
    """Cut the largest face out, framed as in ORL; the middle of the photograph, and False, if there is none."""
    found = detect(image, method="hog")
    height, width = image.shape[:2]
    if not found:
        half = round(height * IMAGE_SHAPE[1] / IMAGE_SHAPE[0] / 2)
        return image[:, max(0, width // 2 - half) : width // 2 + half], False
    left, top, right, bottom = max((each.box for each in found), key=lambda box: box[2] - box[0])
    side, x, y = right - left, (left + right) / 2, (top + bottom) / 2
    above, below, beside = (share * side for share in FRAME)
    matrix = np.array([[1, 0, beside - x], [0, 1, above - y]])
    size = round(2 * beside), round(above + below)
    return cv2.warpAffine(to_gray(image[None])[0], matrix, size, borderMode=cv2.BORDER_REPLICATE), True
