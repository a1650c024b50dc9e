"""Exercises that check themselves: what is asked, the reference answer, the cases."""

from facelab.exercises.checking import check

__all__ = ["check"]
