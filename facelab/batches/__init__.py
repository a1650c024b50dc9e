"""Batches for training: images drawn and augmented while the previous step runs."""

from facelab import backend  # noqa: F401
from facelab.batches.images import ImageBatches
from facelab.batches.pairs import PairBatches
from facelab.batches.people import PeopleBatches
from facelab.batches.scenes import SceneBatches
from facelab.batches.triplets import TripletBatches
from facelab.batches.vectors import VectorBatches

__all__ = ["ImageBatches", "PairBatches", "PeopleBatches", "SceneBatches", "TripletBatches", "VectorBatches"]
