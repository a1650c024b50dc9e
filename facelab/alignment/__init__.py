"""Faces cut out and turned upright: landmarks, the similarity transform, chips, the mean shape."""

from facelab.alignment.aligner import FaceAligner
from facelab.alignment.chips import align
from facelab.alignment.landmark_groups import GROUPS, landmark_distances
from facelab.alignment.landmarks import landmarks
from facelab.alignment.mean_shape import mean_shape, warp_to_shape
from facelab.alignment.similarity import Similarity, similarity

__all__ = [
    "GROUPS",
    "FaceAligner",
    "Similarity",
    "align",
    "landmark_distances",
    "landmarks",
    "mean_shape",
    "similarity",
    "warp_to_shape",
]
