import numpy as np
from sklearn.preprocessing import FunctionTransformer

from facelab.datasets import FaceSet
from facelab.protocols import fold_pairs

N_PEOPLE, N_IMAGES, N_FOLDS = 24, 4, 3


def sample_protocol(noise, seed):
    """Noisy copies of one image per person; folds of eight people, all pairs within a fold."""
    rng = np.random.default_rng(seed)
    labels = np.repeat(np.arange(N_PEOPLE), N_IMAGES)
    images = rng.integers(60, 190, (N_PEOPLE, 12, 10))[labels] + rng.normal(0, noise, (len(labels), 12, 10))
    names = [f"p{i}" for i in range(N_PEOPLE)]
    faces = FaceSet(np.clip(images, 0, 255).astype(np.uint8), labels, names, "synthetic")
    return faces, fold_pairs(labels, N_FOLDS)


def as_rows(images):
    return images.reshape(len(images), -1).astype(np.float32)


ROWS = FunctionTransformer(as_rows)
