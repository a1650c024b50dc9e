"""Faces turned upright and cut out: landmarks, the similarity transform, chips, the mean shape."""

from facelab.alignment.aligner import Aligned, FaceAligner
from facelab.alignment.chips import align
from facelab.alignment.landmark_groups import GROUPS, landmark_distances
from facelab.alignment.landmarks import landmarks
from facelab.alignment.mean_shape import mean_shape, warp_to_shape
from facelab.alignment.similarity import Similarity, similarity

__all__ = [
    "GROUPS",
    "Aligned",
    "FaceAligner",
    "Similarity",
    "align",
    "landmark_distances",
    "landmarks",
    "mean_shape",
    "similarity",
    "warp_to_shape",
]
