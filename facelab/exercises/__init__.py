"""Exercises that check themselves: what is asked, the reference answer, the cases; model answers to those in words."""

from facelab.exercises.checking import check
from facelab.exercises.revealing import reveal

__all__ = ["check", "reveal"]
