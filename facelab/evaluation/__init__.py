"""Judge any descriptor by a protocol."""

from facelab.evaluation.average_precision import PrecisionRecall, precision_recall
from facelab.evaluation.detectors import DetectorReport, judge_detector
from facelab.evaluation.embedded import Embedded, embed
from facelab.evaluation.lfw import evaluate_lfw
from facelab.evaluation.pair_report import PairReport
from facelab.evaluation.pairs import evaluate_pairs
from facelab.evaluation.splits import identify_changed, identify_splits, verify_unseen_people

__all__ = [
    "DetectorReport",
    "Embedded",
    "PairReport",
    "PrecisionRecall",
    "embed",
    "evaluate_lfw",
    "evaluate_pairs",
    "identify_changed",
    "identify_splits",
    "judge_detector",
    "precision_recall",
    "verify_unseen_people",
]
