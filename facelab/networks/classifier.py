"""A classifier of the people it was trained on."""

import keras
from keras import layers


def classifier(encoder: keras.Model, n_people: int, scale: float = 16) -> keras.Model:
    """Put a softmax layer with an output for each person on top of an encoder.

    Parameters
    ----------
    encoder : keras.Model
        From images to embeddings of length 1.
    n_people : int
    scale : float, default 16
        Embeddings are multiplied by it; otherwise the softmax needs very large weights to become certain.

    Returns
    -------
    keras.Model
        From images to probabilities (N, n_people).

    Examples
    --------
    >>> from facelab.networks import compact
    >>> classifier(compact(), n_people=30).output_shape
    (None, 30)
    """
    image = layers.Input(encoder.input_shape[1:], name="image")
    x = layers.Rescaling(scale, name="scale")(encoder(image))
    people = layers.Dense(int(n_people), activation="softmax", dtype=keras.config.floatx(), name="people")
    return keras.Model(image, people(x), name="classifier")
