"""Protocols: who is trained on, who is tested on, and which pairs are compared.

Every function expects labels, the person on each image, and returns positions.
"""

from facelab.protocols.pairs import Pairs, all_pairs, balanced_pairs, fold_pairs
from facelab.protocols.splits import (
    check_labels,
    people_fold,
    people_folds,
    split_gallery,
    split_images,
    split_people,
)

__all__ = [
    "Pairs",
    "all_pairs",
    "balanced_pairs",
    "check_labels",
    "fold_pairs",
    "people_fold",
    "people_folds",
    "split_gallery",
    "split_images",
    "split_people",
]
