"""All triplets, and all distances, by their definitions: plain loops."""

import numpy as np


def all_triplets(labels):
    for a, same_as_a in enumerate(labels):
        for p, same_as_p in enumerate(labels):
            for n, other in enumerate(labels):
                if a != p and same_as_a == same_as_p != other:
                    yield a, p, n


def distances_of(embeddings, metric):
    squared = ((embeddings[:, None] - embeddings[None]) ** 2).sum(axis=2)
    return squared if metric == "squared_euclidean" else np.sqrt(squared)
