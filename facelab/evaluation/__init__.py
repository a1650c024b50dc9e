"""Evaluation of descriptors and embedders by a protocol."""

from facelab.evaluation.embedded import Embedded, embed
from facelab.evaluation.lfw import evaluate_lfw
from facelab.evaluation.pair_report import PairReport
from facelab.evaluation.pairs import evaluate_pairs
from facelab.evaluation.splits import identify_perturbed, identify_splits, verify_unseen_people
from facelab.evaluation.spread import mean_and_spread, verification_summary
from facelab.evaluation.stored_distances import load_lfw_distances

__all__ = [
    "Embedded",
    "PairReport",
    "embed",
    "evaluate_lfw",
    "evaluate_pairs",
    "identify_perturbed",
    "identify_splits",
    "load_lfw_distances",
    "mean_and_spread",
    "verification_summary",
    "verify_unseen_people",
]
