"""Losses and heads that train an embedding: Keras 3 objects, for `model.compile` and `model.fit`."""

from facelab import backend  # noqa: F401
from facelab.losses.contrastive import ContrastiveLoss
from facelab.losses.grid import GridLoss
from facelab.losses.heads import EuclideanHead, LogisticHead
from facelab.losses.offline_triplet import OfflineTripletLoss
from facelab.losses.triplet import TripletLoss

__all__ = ["ContrastiveLoss", "EuclideanHead", "GridLoss", "LogisticHead", "OfflineTripletLoss", "TripletLoss"]
