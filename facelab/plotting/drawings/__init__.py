"""Drawings that explain: each function draws one idea on a sheet and returns its Axes."""

from facelab.plotting.drawings.convolution import convolution, pooling
from facelab.plotting.drawings.face_sum import face_sum
from facelab.plotting.drawings.gallery import gallery
from facelab.plotting.drawings.neuron import network, neuron
from facelab.plotting.drawings.normalization import normalization
from facelab.plotting.drawings.pipeline import pipeline
from facelab.plotting.drawings.projection import projection
from facelab.plotting.drawings.similarity_steps import similarity_steps
from facelab.plotting.drawings.turned_head import turned_head

__all__ = [
    "convolution",
    "face_sum",
    "gallery",
    "network",
    "neuron",
    "normalization",
    "pipeline",
    "pooling",
    "projection",
    "similarity_steps",
    "turned_head",
]
