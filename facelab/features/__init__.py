"""Classical face descriptors as scikit-learn transformers: images in, float32 vectors out."""

from facelab.features.chi2_weights import fit_chi2_weights
from facelab.features.eigenfaces import Eigenfaces
from facelab.features.fisherfaces import Fisherfaces
from facelab.features.hog import HOG
from facelab.features.lbp import LBPHistograms
from facelab.features.lbp_codes import lbp_codes
from facelab.features.sift import SIFTBag, match_keypoints

__all__ = [
    "HOG",
    "Eigenfaces",
    "Fisherfaces",
    "LBPHistograms",
    "SIFTBag",
    "fit_chi2_weights",
    "lbp_codes",
    "match_keypoints",
]
