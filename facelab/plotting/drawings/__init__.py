"""Drawings that explain: each function draws one idea on a sheet and returns its Axes."""

from facelab.plotting.drawings.gallery import gallery
from facelab.plotting.drawings.pipeline import pipeline

__all__ = ["gallery", "pipeline"]
