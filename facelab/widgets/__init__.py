"""Figures to move: each function prepares one, and its ES module draws it in the browser, without a kernel."""

from facelab.widgets.angular_margin import angular_margin
from facelab.widgets.augmentation_strength import augmentation_strength
from facelab.widgets.camera import camera
from facelab.widgets.convolution import convolution
from facelab.widgets.crookedness import crookedness
from facelab.widgets.decision_regions import decision_regions
from facelab.widgets.eigenfaces import eigenfaces
from facelab.widgets.embedding_map import embedding_map
from facelab.widgets.grid_target import grid_target
from facelab.widgets.guess_the_pair import guess_the_pair
from facelab.widgets.local_patterns import local_patterns
from facelab.widgets.occlusion import occlusion
from facelab.widgets.one_neuron import one_neuron
from facelab.widgets.overlap import overlap
from facelab.widgets.precision_recall import precision_recall
from facelab.widgets.springs import springs
from facelab.widgets.suppression import suppression
from facelab.widgets.threshold import threshold
from facelab.widgets.toward_the_mean import toward_the_mean
from facelab.widgets.triplets import triplets
from facelab.widgets.turned_descriptor import turned_descriptor
from facelab.widgets.unit_ball import unit_ball
from facelab.widgets.worse_and_worse import worse_and_worse

__all__ = [
    "angular_margin",
    "augmentation_strength",
    "camera",
    "convolution",
    "crookedness",
    "decision_regions",
    "eigenfaces",
    "embedding_map",
    "grid_target",
    "guess_the_pair",
    "local_patterns",
    "occlusion",
    "one_neuron",
    "overlap",
    "precision_recall",
    "springs",
    "suppression",
    "threshold",
    "toward_the_mean",
    "triplets",
    "turned_descriptor",
    "unit_ball",
    "worse_and_worse",
]
