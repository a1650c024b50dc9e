import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin

from facelab.preprocessing import ResizeGray


class Counting(TransformerMixin, BaseEstimator):
    """Embeds by the mean of the rows, and counts the images that it embeds."""

    seen = 0

    def __init__(self, scale=1.0):
        self.scale = scale

    def fit(self, images, labels=None):
        return self

    def transform(self, images):
        Counting.seen += len(images)
        return self.scale * ResizeGray(8, 8)(images).mean(axis=1, dtype=np.float32)

    def __sklearn_is_fitted__(self):
        return True
