"""Siamese networks: two images pass through one encoder, and a head compares their embeddings."""

import keras
import numpy as np
from keras import layers

from facelab.losses.heads import EuclideanHead, LogisticHead


def siamese(encoder: keras.Model, head: keras.layers.Layer) -> keras.Model:
    """Join an encoder and a head: both images of a pair pass through the same encoder, with the same weights.

    Parameters
    ----------
    encoder : keras.Model
        From images to embeddings.
    head : keras.layers.Layer
        From two embeddings to one number per pair, e.g. `losses.EuclideanHead()` or `losses.LogisticHead()`.

    Returns
    -------
    keras.Model
        From two batches of images to numbers (N, 1).

    References
    ----------
    J. Bromley and others, Signature verification using a "Siamese" time delay neural network, NIPS 1993.

    Examples
    --------
    >>> from facelab.losses import EuclideanHead
    >>> from facelab.networks import compact
    >>> encoder = compact()
    >>> siamese(encoder, EuclideanHead()).count_params() == encoder.count_params()
    True
    """
    left, right = (layers.Input(encoder.input_shape[1:], name=name) for name in ("left", "right"))
    return keras.Model([left, right], head((encoder(left), encoder(right))), name="siamese")


def get_encoder(network: keras.Model) -> keras.Model:
    """Return the encoder inside a Siamese network or a classifier, or the network itself if it is an encoder.

    Parameters
    ----------
    network : keras.Model

    Returns
    -------
    keras.Model
        From images to embeddings.

    Examples
    --------
    >>> from facelab.losses import LogisticHead
    >>> from facelab.networks import compact
    >>> get_encoder(siamese(compact(), LogisticHead())).name
    'compact'
    """
    return next((layer for layer in network.layers if isinstance(layer, keras.Model)), network)


def learned_distances(network: keras.Model, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Measure the distances of pairs of embeddings: by the logistic head if the network has one, else Euclidean.

    Parameters
    ----------
    network : keras.Model
        An encoder or a Siamese network.
    a, b : ndarray of float, shape (n_pairs, D)
        Embeddings from `get_encoder(network)`.

    Returns
    -------
    ndarray of float64, shape (n_pairs,)

    Examples
    --------
    >>> from facelab.networks import compact
    >>> learned_distances(compact(), np.zeros((1, 64)), np.ones((1, 64)))
    array([8.])
    """
    head = network.layers[-1] if isinstance(network.layers[-1], LogisticHead) else EuclideanHead()
    a, b = (keras.ops.convert_to_tensor(rows, "float32") for rows in (a, b))
    return keras.ops.convert_to_numpy(head.distance(a, b)).astype(np.float64)
