"""Networks of the course: Keras models, one architecture a file."""

from facelab import quiet_keras  # noqa: F401
from facelab.networks.classifier import classifier
from facelab.networks.compact import compact
from facelab.networks.deepface import deepface
from facelab.networks.dlib_resnet import dlib_resnet
from facelab.networks.locally_connected import LocallyConnected2D
from facelab.networks.siamese import siamese

__all__ = ["LocallyConnected2D", "classifier", "compact", "deepface", "dlib_resnet", "siamese"]
