"""A network that says whether a small window shows a face, and its way over a whole picture in one go."""

import keras
from keras import layers

SLIDING = layers.Conv2D, layers.MaxPooling2D, layers.AveragePooling2D, layers.Rescaling, layers.Activation


def window_classifier(shape: tuple[int, int] = (32, 28), width: int = 16) -> keras.Model:
    """Build a classifier of windows: two convolutions, two dense layers.

    Nothing is padded: what a window's edge would see is not in the window, but it is in the picture around it.

    Parameters
    ----------
    shape : (int, int)
        Height and width of a window, pixels.
    width : int
        Filters of the first layer.

    Returns
    -------
    keras.Model
        From gray windows (N, height, width, 1), brightness 0 to 255, to the probability of a face (N, 1).

    Examples
    --------
    >>> window_classifier().output_shape
    (None, 1)
    """
    return keras.Sequential(
        [
            layers.Input((*shape, 1)),
            layers.Rescaling(1 / 64, offset=-2),
            layers.Conv2D(width, 5, activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(2 * width, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(32, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ],
        name="window_classifier",
    )


def fully_convolutional(model: keras.Model) -> keras.Model:
    """Turn a classifier of windows into a network for pictures of any size, with the same weights.

    A dense layer on an (h, w, c) map is a convolution with filters of h × w, that fits in one place only. On a larger
    map it fits in many: each is a window. Windows share all that they have in common.

    Parameters
    ----------
    model : keras.Model
        A chain of layers without padding, `Flatten` before the first `Dense`.

    Returns
    -------
    keras.Model
        From pictures (N, H, W, channels) to scores (N, rows, columns, units): one for each window, at a stride that is
        the product of all strides.

    Raises
    ------
    ValueError
        If a layer pads, or is of a kind that does not slide.

    References
    ----------
    P. Sermanet et al., OverFeat: integrated recognition, localization and detection using convolutional networks,
    ICLR 2014, section 3.5. The lecture is CMPE 258, "Convolution implementation of sliding windows".

    Examples
    --------
    >>> fully_convolutional(window_classifier()).output_shape
    (None, None, None, 1)
    """
    picture = x = layers.Input((None, None, model.input_shape[-1]))
    weights, window = [], (1, 1)  # what the next dense layer sees: 1 × 1 behind another one
    for layer in model.layers:
        if isinstance(layer, layers.Flatten):
            window = tuple(layer.input.shape[1:3])
        elif isinstance(layer, layers.Dense):
            x = layers.Conv2D(layer.units, window, activation=layer.activation, name=layer.name)(x)
            kernel, bias = layer.get_weights()
            weights.append((layer.name, [kernel.reshape(*window, -1, layer.units), bias]))
            window = (1, 1)
        elif getattr(layer, "padding", "valid") != "valid" or not isinstance(layer, SLIDING):
            raise ValueError(f"the layer {layer.name} cannot slide: take layers without padding, Flatten and Dense.")
        else:
            x = layer.__class__.from_config(layer.get_config())(x)
            weights.append((layer.name, layer.get_weights()))
    sliding = keras.Model(picture, x, name=f"{model.name}_everywhere")
    for name, values in weights:
        sliding.get_layer(name).set_weights(values)
    return sliding
