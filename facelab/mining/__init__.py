"""Which triplets of images a network should learn from."""

from facelab.mining.kinds import TripletCounts, count_triplets, triplet_kind
from facelab.mining.offline import Triplets, offline_triplets

__all__ = ["TripletCounts", "Triplets", "count_triplets", "offline_triplets", "triplet_kind"]
