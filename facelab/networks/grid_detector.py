"""A small detector that looks once: from a picture to a box in every cell of a grid."""

import keras
from keras import layers, ops

from facelab.detection import Grid
from facelab.detection.grid import CLASSES, HEIGHT
from facelab.networks.compact import convolution


def grid_detector(grid: Grid, widths: tuple[int, ...] = (16, 32, 48, 64)) -> keras.Model:
    """Build a fully convolutional detector; each of the first layers halves the picture.

    Parameters
    ----------
    grid : Grid
        Without classes; its cells are 2 ** len(widths) pixels high and wide.
    widths : tuple of int
        Filters of the layers.

    Returns
    -------
    keras.Model
        From gray pictures (N, height, width, 1), brightness 0 to 255, to answers (N, rows, columns, anchors, 5):
        p_c, b_x and b_y between 0 and 1, b_h and b_w above 0.

    Raises
    ------
    ValueError
        If the grid's cells have another size.

    References
    ----------
    J. Redmon et al., You only look once, CVPR 2016; J. Redmon, A. Farhadi, YOLO9000, CVPR 2017.

    Examples
    --------
    >>> grid_detector(Grid((128, 128), (8, 8), anchors=((40, 30), (70, 52)))).output_shape
    (None, 8, 8, 2, 5)
    """
    if grid.cell != (2 ** len(widths),) * 2 or grid.n_classes:
        raise ValueError(f"{len(widths)} layers make cells of {2 ** len(widths)} pixels, this grid has {grid.cell}.")
    image = layers.Input((*grid.image_shape, 1), name="image")
    x = layers.Rescaling(1 / 64, offset=-2, name="rescale")(image)
    for number, width in enumerate(widths, 1):
        x = convolution(x, f"conv{number}", width, strides=2)
    for number in (1, 2):  # what a cell sees reaches over the largest face
        x = convolution(x, f"look{number}", widths[-1])
    x = layers.Conv2D(len(grid.anchors) * CLASSES, 1, name="boxes")(x)
    x = layers.Reshape(grid.shape, name="grid")(x)
    return keras.Model(image, GridAnswer(name="answer")(x), name="grid_detector")


@keras.saving.register_keras_serializable(package="facelab")
class GridAnswer(layers.Layer):
    """Turn any numbers into p_c, b_x, b_y between 0 and 1, and b_h, b_w above 0, where 0 becomes 1."""

    def call(self, x):
        """Change a batch of answers, shape (…, 5)."""
        sizes = ops.exp(4 * ops.tanh(x[..., HEIGHT:] / 4))  # between 1 / 55 and 55, with a slope everywhere
        return ops.concatenate([ops.sigmoid(x[..., :HEIGHT]), sizes], axis=-1)
