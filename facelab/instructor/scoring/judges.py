"""Judges: images of people that no student has, which show how well a verifier tells people apart."""

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
from facelab.submission.job import held_out_images
from facelab.verification import verification_curve

ORL, LFW = "orl", "lfw"
N_LFW, LFW_IMAGES = 100, 2  # people with two images each: those with more trained networks of the course
NOISE = 4.0  # gray levels
FACE_MARGINS = 0.78, 0.58, 0.56  # above, below and beside the center of a detected box, in its sides: as in ORL
PERTURBATION = RandomAugmentation(
    shift=0.02, degrees=3, zoom=0.03, flip_horizontal=False, side_light=0.15, contrast=0.15, occlude=0
)
RESIZE = ResizeGray(*IMAGE_SHAPE)


@dataclass(frozen=True)
class Judges:
    """Images of the people who judge a verifier, in an order that does not reveal who is who."""

    images: np.ndarray  # uint8, (N, 112, 92)
    labels: np.ndarray  # int, (N,)
    source: str  # for the reports
    kind: str  # orl, lfw or folder
    note: str = ""  # for the instructor

    @property
    def is_orl(self) -> bool:
        """Whether they are people of the set that students also have."""
        return self.kind == ORL

    @property
    def digest(self) -> str:
        """SHA-256 of images and labels."""
        return hashlib.sha256(self.images.tobytes() + self.labels.astype(np.int64).tobytes()).hexdigest()


@dataclass(frozen=True)
class Verdict:
    """How well a verifier tells the judges apart, on all pairs of their images."""

    threshold: float
    far: float
    frr: float
    eer: float
    auc: float
    log_loss: float
    genuine: list[float]
    impostor: list[float]


def load_judges(people: str, course: Path, secret: int) -> Judges:
    """Load judges, `secret` being the seed: "orl", "lfw", or a folder in `course` with a sub-folder for each person."""
    rng, note = np.random.default_rng([secret, 1]), ""
    if people == ORL:
        faces = load_orl()[held_out_images()]
        images, source = _perturb(faces, rng), "ORL, ten held-out people, their images perturbed at random"
    elif people == LFW:
        faces = _some_of_lfw(rng)
        images, source = RESIZE(np.asarray(faces.images)[:, *ORL_LIKE_CROP]), f"LFW, {N_LFW} people"
    else:
        faces = load_folder(course / people)
        images, note = _crop_faces(faces)
        source = f"the folder {people}"
    _, counts = np.unique(faces.labels, return_counts=True)
    if np.count_nonzero(counts > 1) < 2:
        raise ValueError(f"{people}: judging a verifier needs at least two people with two images each.")
    order = rng.permutation(len(images))
    kind = people if people in (ORL, LFW) else "folder"
    return Judges(images[order], faces.labels[order], source, kind, note)


def evaluate_verifier(verifier: Verifier, labels: np.ndarray) -> Verdict:
    """Evaluate a verifier on all pairs of the judges' images, whose people are `labels`."""
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
    """Average over both kinds alike; p(same) is logistic in (threshold − distance) / (a tenth of the threshold)."""
    scale = max(threshold, 1e-12) / 10
    losses = [np.logaddexp(0, sign * (d - threshold) / scale).mean() for sign, d in ((1, genuine), (-1, impostor))]
    return float(np.mean(losses))


def _perturb(faces: FaceSet, rng: np.random.Generator) -> np.ndarray:
    images = PERTURBATION(np.asarray(faces.images), rng).astype(np.float64)
    return (images + rng.normal(0, NOISE, images.shape)).round().clip(0, 255).astype(np.uint8)


def _some_of_lfw(rng: np.random.Generator) -> FaceSet:
    faces = load_lfw("people")
    people, counts = np.unique(faces.labels, return_counts=True)
    chosen = rng.choice(people[counts == LFW_IMAGES], N_LFW, replace=False)
    return faces[np.concatenate([np.flatnonzero(faces.labels == person)[:LFW_IMAGES] for person in chosen])]


def _crop_faces(faces: FaceSet) -> tuple[np.ndarray, str]:
    """Crop the largest face of each image; the note says in which images there is none."""
    crops = [_crop_face(image) for image in np.asarray(faces.images)]
    images = np.concatenate([RESIZE(crop[None]) for crop, _ in crops])
    missed = [faces.names[label] for label, (_, is_face) in zip(faces.labels, crops, strict=True) if not is_face]
    whose = ", ".join(f"{missed.count(name)} of {name}" for name in sorted(set(missed)))
    note = f"No face was found in {len(missed)} of the images ({whose}); their center was used." if missed else ""
    return images, note


def _crop_face(image: np.ndarray) -> tuple[np.ndarray, bool]:
    """Crop the largest face, framed as in ORL; where there is none, the center of the image, and False."""
    boxes = [each.box for each in detect(image, method="hog")]
    height, width = image.shape[:2]
    if not boxes:
        half = round(height * IMAGE_SHAPE[1] / IMAGE_SHAPE[0] / 2)
        return image[:, max(0, width // 2 - half) : width // 2 + half], False
    left, top, right, bottom = max(boxes, key=lambda box: box[2] - box[0])
    side, x, y = right - left, (left + right) / 2, (top + bottom) / 2
    above, below, beside = (margin * side for margin in FACE_MARGINS)
    matrix = np.array([[1, 0, beside - x], [0, 1, above - y]])
    size = round(2 * beside), round(above + below)
    return cv2.warpAffine(to_gray(image[None])[0], matrix, size, borderMode=cv2.BORDER_REPLICATE), True
