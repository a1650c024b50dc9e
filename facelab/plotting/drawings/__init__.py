"""Drawings that explain: each function draws one idea on a sheet and returns its Axes."""

from facelab.plotting.drawings.face_sum import face_sum
from facelab.plotting.drawings.gallery import gallery
from facelab.plotting.drawings.pipeline import pipeline
from facelab.plotting.drawings.projection import projection
from facelab.plotting.drawings.similarity_steps import similarity_steps
from facelab.plotting.drawings.turned_head import turned_head

__all__ = [
    "face_sum",
    "gallery",
    "pipeline",
    "projection",
    "similarity_steps",
    "turned_head",
]
