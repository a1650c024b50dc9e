"""Drawings that explain: each function draws one idea on a sheet and returns its Axes."""

from facelab.plotting.drawings.box_overlap import box_overlap
from facelab.plotting.drawings.convolution import convolution, pooling
from facelab.plotting.drawings.convolutional_network import convolutional_network
from facelab.plotting.drawings.detection_tasks import detection_tasks
from facelab.plotting.drawings.edge_directions import edge_directions
from facelab.plotting.drawings.face_sum import face_sum
from facelab.plotting.drawings.fisher import fisher
from facelab.plotting.drawings.gallery import gallery
from facelab.plotting.drawings.grid_cell import grid_cell
from facelab.plotting.drawings.grid_of_histograms import grid_of_histograms
from facelab.plotting.drawings.local_pattern import local_pattern
from facelab.plotting.drawings.neuron import network, neuron
from facelab.plotting.drawings.normalization import normalization
from facelab.plotting.drawings.pattern_circles import pattern_shares, uniform_patterns
from facelab.plotting.drawings.pipeline import pipeline
from facelab.plotting.drawings.projection import projection
from facelab.plotting.drawings.sift_window import sift_window
from facelab.plotting.drawings.similarity_steps import similarity_steps
from facelab.plotting.drawings.turned_head import turned_head
from facelab.plotting.drawings.window_as_convolution import window_as_convolution

__all__ = [
    "box_overlap",
    "convolution",
    "convolutional_network",
    "detection_tasks",
    "edge_directions",
    "face_sum",
    "fisher",
    "gallery",
    "grid_cell",
    "grid_of_histograms",
    "local_pattern",
    "network",
    "neuron",
    "normalization",
    "pattern_shares",
    "pipeline",
    "pooling",
    "projection",
    "sift_window",
    "similarity_steps",
    "turned_head",
    "uniform_patterns",
    "window_as_convolution",
]
