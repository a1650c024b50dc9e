"""Verification: do two images show one person? Curves, error rates and thresholds.

A pair is accepted when its distance is at most the threshold. Every distinct distance is a
threshold, so no result depends on a grid of thresholds.
"""

from facelab.verification.calibration import Calibration, fit_calibration
from facelab.verification.checks import check_same
from facelab.verification.curve import VerificationCurve, verification_curve
from facelab.verification.discard import area_under_discard, error_versus_discard
from facelab.verification.groups import GroupRates, rates_by_group, thresholds_by_group, worst_to_best
from facelab.verification.intervals import Interval, bootstrap_val
from facelab.verification.thresholds import KFoldAccuracy, KFoldVal, choose_threshold, kfold_accuracy, kfold_val

__all__ = [
    "Calibration",
    "GroupRates",
    "Interval",
    "KFoldAccuracy",
    "KFoldVal",
    "VerificationCurve",
    "area_under_discard",
    "bootstrap_val",
    "check_same",
    "choose_threshold",
    "error_versus_discard",
    "fit_calibration",
    "kfold_accuracy",
    "kfold_val",
    "rates_by_group",
    "thresholds_by_group",
    "verification_curve",
    "worst_to_best",
]
