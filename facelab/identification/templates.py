"""What stands for a person in a gallery."""

import numpy as np

from facelab.distances import distance_matrix

TEMPLATES = "all", "mean", "medoid"


def make_template(vectors: np.ndarray, template: str, metric: str) -> np.ndarray:
    """Make a person's templates, shape (n, D), from the vectors of all images: these, their mean, or their medoid.

    The medoid is the vector with the smallest sum of distances to the others. The mean of vectors of length 1 gets
    length 1 again, or it would be nearer to everybody. Opposite vectors have a mean without a direction; for the cosine
    the medoid stands for them.
    """
    if template == "all" or len(vectors) == 1:
        return vectors
    mean = vectors.mean(axis=0, keepdims=True)
    length = np.linalg.norm(mean)
    if template == "medoid" or (metric == "cosine" and length == 0):
        return vectors[[distance_matrix(vectors, vectors, metric).sum(axis=1).argmin()]]
    all_of_length_one = np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    return mean / length if all_of_length_one and length > 0 else mean
