"""Losses and heads that train an embedding: Keras 3 objects, for `model.compile` and `model.fit`."""

from facelab import backend  # noqa: F401
from facelab.losses.adaptive_margins import AdaFace, ElasticFace, MagFace
from facelab.losses.batch_pairs import BatchPairs
from facelab.losses.center import CenterLoss
from facelab.losses.contrastive import ContrastiveLoss
from facelab.losses.deepid2 import DeepID2Loss
from facelab.losses.grid import GridLoss
from facelab.losses.heads import EuclideanHead, LogisticHead
from facelab.losses.large_margin_softmax import LargeMarginSoftmax
from facelab.losses.margin_softmax import MarginSoftmax
from facelab.losses.offline_triplet import OfflineTripletLoss
from facelab.losses.softmax_head import SoftmaxHead
from facelab.losses.triplet import TripletLoss

__all__ = [
    "AdaFace",
    "BatchPairs",
    "CenterLoss",
    "ContrastiveLoss",
    "DeepID2Loss",
    "ElasticFace",
    "EuclideanHead",
    "GridLoss",
    "LargeMarginSoftmax",
    "LogisticHead",
    "MagFace",
    "MarginSoftmax",
    "OfflineTripletLoss",
    "SoftmaxHead",
    "TripletLoss",
]
