"""Presentation attacks: a face on paper or on a display in front of the camera, and how to tell it from a person."""

from facelab.presentation_attacks.attacks import ATTACKS
from facelab.presentation_attacks.bona_fide import recapture_bona_fide
from facelab.presentation_attacks.camera import Camera
from facelab.presentation_attacks.paper import simulate_print
from facelab.presentation_attacks.rates import AttackRates, attack_rates, threshold_at_bpcer
from facelab.presentation_attacks.screen import simulate_screen
from facelab.presentation_attacks.texture import TextureFeatures

__all__ = [
    "ATTACKS",
    "AttackRates",
    "Camera",
    "TextureFeatures",
    "attack_rates",
    "recapture_bona_fide",
    "simulate_print",
    "simulate_screen",
    "threshold_at_bpcer",
]
