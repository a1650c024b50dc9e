"""Which triplets of images a network should learn from."""

from facelab.mining.kinds import count_triplets, triplet_kind
from facelab.mining.offline import Triplets, offline_triplets

__all__ = ["Triplets", "count_triplets", "offline_triplets", "triplet_kind"]
