"""A classifier of windows, face or not, and its application to all windows of an image at once."""

import keras
from keras import layers

SLIDING = layers.Conv2D, layers.MaxPooling2D, layers.AveragePooling2D, layers.Rescaling, layers.Activation


def window_classifier(shape: tuple[int, int] = (32, 28), width: int = 16) -> keras.Model:
    """Build a classifier of windows: two convolutions, two dense layers.

    Nothing is padded: beyond a window's edge there are no zeros, but the image around it.

    Parameters
    ----------
    shape : (int, int), default (32, 28)
        Height and width of a window, pixels.
    width : int, default 16
        Filters of the first layer.

    Returns
    -------
    keras.Model
        From gray windows (N, height, width, 1), 0 to 255, to the probability of a face (N, 1).

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
    """Turn a classifier of windows into a network for images of any size, with the same weights.

    A dense layer on an (h, w, c) map is a convolution with filters of h × w that fits in one place only. On a larger
    map it fits in many, each of them a window. What windows have in common is computed once.

    Parameters
    ----------
    model : keras.Model
        A chain of layers without padding, `Flatten` before the first `Dense`.

    Returns
    -------
    keras.Model
        From images (N, H, W, channels) to scores (N, rows, columns, units), one for each window; the stride of the
        windows is the product of all strides.

    Raises
    ------
    ValueError
        If a layer pads, or is of a kind that cannot slide.

    References
    ----------
    P. Sermanet et al., OverFeat: integrated recognition, localization and detection using convolutional networks,
    ICLR 2014, section 3.5. The lecture is CMPE 258, "Convolution implementation of sliding windows".

    Examples
    --------
    >>> fully_convolutional(window_classifier()).output_shape
    (None, None, None, 1)
    """
    image = x = layers.Input((None, None, model.input_shape[-1]))
    window = (1, 1)  # of the next dense layer: 1 × 1 after another one
    for layer in model.layers:
        weights = layer.get_weights()
        if isinstance(layer, layers.Flatten):
            window = tuple(layer.input.shape[1:3])
            continue
        if isinstance(layer, layers.Dense):
            sliding = layers.Conv2D(layer.units, window, activation=layer.activation, name=layer.name)
            weights[0] = weights[0].reshape(*window, -1, layer.units)
            window = (1, 1)
        elif getattr(layer, "padding", "valid") != "valid" or not isinstance(layer, SLIDING):
            raise ValueError(f"layer {layer.name!r} cannot slide; expected layers without padding, Flatten and Dense.")
        else:
            sliding = layer.__class__.from_config(layer.get_config())
        x = sliding(x)
        sliding.set_weights(weights)
    return keras.Model(image, x, name=f"{model.name}_everywhere")
