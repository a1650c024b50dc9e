"""Faces turned upright and cut out: landmarks, the similarity transform, chips."""

from facelab.alignment.aligner import Aligned, FaceAligner
from facelab.alignment.chips import align
from facelab.alignment.landmarks import landmarks
from facelab.alignment.similarity import Similarity, similarity

__all__ = ["Aligned", "FaceAligner", "Similarity", "align", "landmarks", "similarity"]
