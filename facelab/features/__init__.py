"""Classical face descriptors as scikit-learn transformers: images in, float32 vectors out."""

from facelab.features.eigenfaces import Eigenfaces
from facelab.features.fisherfaces import Fisherfaces
from facelab.features.hog import HOG
from facelab.features.lbp import LBPHistograms
from facelab.features.lbp_codes import lbp_codes
from facelab.features.sift import SIFTBag, match_keypoints

__all__ = ["HOG", "Eigenfaces", "Fisherfaces", "LBPHistograms", "SIFTBag", "lbp_codes", "match_keypoints"]
