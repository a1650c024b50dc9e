"""DeepFace: convolutions, followed by locally connected layers."""

import keras
from keras import layers

from facelab.networks.locally_connected import LocallyConnected2D


def deepface(
    input_shape: tuple[int, int, int] = (152, 152, 3), embedding_size: int = 4096, n_people: int | None = 4030
) -> keras.Model:
    """Build the network of the DeepFace paper, layer by layer (its figure 2), for images of any size that fits.

    C1 and C3 are convolutions, M2 is max-pooling, L4 to L6 are locally connected, F7 is the representation,
    F8 the classifier of the training people.

    Parameters
    ----------
    input_shape : (height, width, channels), default (152, 152, 3)
        At least 71 × 71. The input is brightness from 0 to 255.
    embedding_size : int, default 4096
        Length of F7.
    n_people : int or None, default 4030
        Outputs of F8; None omits F8, for an embedding of length 1.

    Returns
    -------
    keras.Model
        From images to probabilities (N, n_people), or to embeddings (N, embedding_size).

    References
    ----------
    Y. Taigman, M. Yang, M. Ranzato, L. Wolf, DeepFace: Closing the gap to human-level performance in face
    verification, CVPR 2014, section 3.

    Examples
    --------
    >>> network = deepface((96, 96, 1), embedding_size=64, n_people=None)
    >>> network.get_layer("L4").output.shape, network.output_shape
    ((None, 27, 27, 16), (None, 64))
    """
    if min(input_shape[:2]) < 71:
        raise ValueError(f"input_shape={input_shape}: the windows of DeepFace's layers need at least 71 × 71 pixels.")
    image = layers.Input(input_shape, name="image")
    x = layers.Rescaling(1 / 255, name="rescale")(image)
    x = layers.Conv2D(32, 11, activation="relu", name="C1")(x)
    x = layers.MaxPooling2D(3, strides=2, padding="same", name="M2")(x)
    x = layers.Conv2D(16, 9, activation="relu", name="C3")(x)
    x = LocallyConnected2D(16, 9, activation="relu", name="L4")(x)
    x = LocallyConnected2D(16, 7, strides=2, activation="relu", name="L5")(x)
    x = LocallyConnected2D(16, 5, activation="relu", name="L6")(x)
    x = layers.Flatten()(x)
    x = layers.Dense(embedding_size, activation="relu", name="F7")(x)
    if n_people is None:
        x = layers.UnitNormalization(dtype=keras.config.floatx(), name="unit_length")(x)
    else:
        x = layers.Dropout(0.5)(x)
        x = layers.Dense(n_people, activation="softmax", dtype=keras.config.floatx(), name="F8")(x)
    return keras.Model(image, x, name="deepface")
