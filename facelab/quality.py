"""How good an image is for a network, without a label: whether parts of the network agree on its embedding."""

from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial.distance import pdist

from facelab.images import Images

if TYPE_CHECKING:
    import keras


def dropout_agreement(
    network: "keras.Model", images: Images, n_passes: int = 100, rate: float = 0.5, seed: int = 0
) -> np.ndarray:
    """Measure how far the embedding of an image depends on which features the last layer sees (SER-FIQ).

    In each pass a random part of the features before the last dense layer is set to 0. A good photograph keeps its
    place among the embeddings; that of a poor one moves. The passes drop the same features of every image, so that a
    score depends on nothing but the image. The paper's networks were trained with dropout, those of this course were
    not: compare the score with others, e.g. the length of SFace's raw vector, before relying on it.

    Parameters
    ----------
    network : keras.Model
        An encoder with a dense layer "embedding", e.g. of `load_trained`; the layers after it only scale to length 1.
    images : array or lazy sequence of uint8, shape (N, H, W) or (N, H, W, 3)
        As the network sees them: preprocessed, e.g. by `ResizeGray(56, 46)`, and aligned if its training images were.
    n_passes : int, default 100
    rate : float, default 0.5
        The share of features that a pass drops; the others are divided by 1 − rate.
    seed : int, default 0
        Decides which features are dropped.

    Returns
    -------
    ndarray of float, shape (N,)
        2 · sigmoid(−mean distance of two passes), the embeddings at length 1: at most 1, larger is better. It orders
        the images of one network; from network to network the numbers differ.

    Raises
    ------
    ValueError
        If there is no such layer, images are not of the network's size, there are fewer than two passes, the rate is
        not between 0 and 1, or a pass leaves nothing of an image.

    References
    ----------
    P. Terhörst, J. N. Kolf, N. Damer, F. Kirchbuchner, A. Kuijper, SER-FIQ: Unsupervised estimation of face image
    quality based on stochastic embedding robustness, CVPR 2020, section 3.

    Examples
    --------
    >>> from facelab.augmentation import OPERATIONS
    >>> from facelab.datasets import load_orl
    >>> from facelab.preprocessing import ResizeGray
    >>> from facelab.zoo import load_trained
    >>> network, images = load_trained("orl-cosface-0"), ResizeGray(56, 46)(load_orl().images[::20])
    >>> sharp, blurred = (dropout_agreement(network, OPERATIONS["blur"].change(images, sigma)) for sigma in (0, 4))
    >>> bool(1 > sharp.mean() > blurred.mean() > 0)
    True
    """
    if n_passes < 2 or not 0 < rate < 1:
        raise ValueError(f"n_passes={n_passes}, rate={rate}: expected 2 passes or more, and a rate between 0 and 1.")
    features, kernel, bias = _before_and_in_last_layer(network, images)
    kept = np.random.default_rng(seed).random((n_passes, len(kernel))) >= rate
    masks = (kept / (1 - rate)).astype(np.float32)
    return np.array([_agreement((masks * row) @ kernel + bias, number) for number, row in enumerate(features)])


def _before_and_in_last_layer(
    network: "keras.Model", images: Images
) -> tuple[np.ndarray, np.ndarray, np.ndarray | float]:
    """Compute the features (N, F) that the last dense layer sees; return them, its weights (F, D) and its bias."""
    from facelab.embedding import KerasEmbedder  # here: Keras takes seconds to load

    # isort: split
    import keras

    layer = next((layer for layer in network.layers if layer.name == "embedding"), None)
    if not isinstance(layer, keras.layers.Dense):
        raise ValueError(
            f'the network {network.name!r} has no dense layer "embedding"; expected an encoder such as `compact`, or '
            "`get_encoder` of a network around one."
        )
    kernel, *bias = layer.get_weights()
    return KerasEmbedder(keras.Model(network.input, layer.input)).transform(images), kernel, bias[0] if bias else 0.0


def _agreement(embeddings: np.ndarray, number: int) -> float:
    lengths = np.linalg.norm(embeddings, axis=1, keepdims=True)
    if not lengths.all():
        raise ValueError(f"dropout leaves nothing of the embedding of image {number}: all its features may be 0.")
    return float(2 / (1 + np.exp(pdist(embeddings / lengths).mean())))
