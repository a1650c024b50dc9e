"""Networks of the course: Keras models, one architecture per file."""

from facelab import backend  # noqa: F401
from facelab.networks.classifier import classifier
from facelab.networks.compact import compact
from facelab.networks.costs import layer_costs
from facelab.networks.deepface import deepface
from facelab.networks.dlib_resnet import dlib_resnet
from facelab.networks.encoder_with_head import EncoderWithHead
from facelab.networks.facenet_nn1 import facenet_nn1
from facelab.networks.facenet_nn2 import facenet_nn2
from facelab.networks.grid_detector import grid_detector
from facelab.networks.inception_resnet_v1 import inception_resnet_v1
from facelab.networks.locally_connected import LocallyConnected2D
from facelab.networks.openface_nn4_small2 import openface_nn4_small2
from facelab.networks.siamese import get_encoder, learned_distances, siamese
from facelab.networks.sphereface import sphereface
from facelab.networks.window_classifier import fully_convolutional, window_classifier

__all__ = [
    "EncoderWithHead",
    "LocallyConnected2D",
    "classifier",
    "compact",
    "deepface",
    "dlib_resnet",
    "facenet_nn1",
    "facenet_nn2",
    "fully_convolutional",
    "get_encoder",
    "grid_detector",
    "inception_resnet_v1",
    "layer_costs",
    "learned_distances",
    "openface_nn4_small2",
    "siamese",
    "sphereface",
    "window_classifier",
]
