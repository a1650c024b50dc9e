"""Two images, one network twice, one answer."""

import keras
from keras import layers


def siamese(encoder: keras.Model, head: keras.layers.Layer) -> keras.Model:
    """Join an encoder and a head: both images of a pair pass through the same encoder, with the same weights.

    Parameters
    ----------
    encoder : keras.Model
        From images to embeddings.
    head : keras.layers.Layer
        From two embeddings to one number a pair, for example `losses.EuclideanHead()` or `losses.LogisticHead()`.

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
