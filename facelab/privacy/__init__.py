"""What embeddings give away, and what protects them: templates with a key, inversion, membership.

A pair of templates is linkable, an embedding is invertible, and a network remembers: each can be measured.
"""

from facelab.privacy.inversion import build_decoder, mix_faces, train_decoder
from facelab.privacy.membership import membership_auc, spread_of_people
from facelab.privacy.protection import KeyedProjection, unlinkability

__all__ = [
    "KeyedProjection",
    "build_decoder",
    "membership_auc",
    "mix_faces",
    "spread_of_people",
    "train_decoder",
    "unlinkability",
]
