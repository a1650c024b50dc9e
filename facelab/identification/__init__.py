"""Identification: whose face is it? Galleries of known people, strangers, and how well they are told apart."""

from facelab.identification.gallery import Gallery
from facelab.identification.gallery_file import load_gallery, save_gallery
from facelab.identification.nearest import NearestVectors
from facelab.identification.open_max import OpenMax
from facelab.identification.open_set import OpenSetCurve, cmc, open_set_curve
from facelab.identification.open_set_rates import open_set_rates
from facelab.identification.rank_one import rank_one_accuracy
from facelab.identification.referral import ASK, answer_or_refer, errors_after_referral
from facelab.identification.roster import UNKNOWN
from facelab.identification.score_normalization import s_norm, z_norm

__all__ = [
    "ASK",
    "UNKNOWN",
    "Gallery",
    "NearestVectors",
    "OpenMax",
    "OpenSetCurve",
    "answer_or_refer",
    "cmc",
    "errors_after_referral",
    "load_gallery",
    "open_set_curve",
    "open_set_rates",
    "rank_one_accuracy",
    "s_norm",
    "save_gallery",
    "z_norm",
]
