"""A small one-stage detector: from an image to a box in every cell of a grid."""

import keras
import numpy as np
from keras import layers, ops

from facelab.detection import Grid
from facelab.detection.grid import CLASSES, HEIGHT, OBJECT
from facelab.networks.compact import convolution


def grid_detector(
    grid: Grid, widths: tuple[int, ...] = (16, 32, 48, 64), shrink: int = 1, prior: float = 0.5
) -> keras.Model:
    """Build a fully convolutional detector; each of the first layers halves the image.

    Parameters
    ----------
    grid : Grid
        Without classes; its cells are shrink · 2 ** len(widths) pixels high and wide.
    widths : tuple of int, default (16, 32, 48, 64)
        Filters of the layers.
    shrink : int, default 1
        Squares of so many pixels are averaged first: less detail, and much less to compute.
    prior : float, default 0.5
        About what every p_c is before training. As most cells hold no face, a small one saves the first steps.

    Returns
    -------
    keras.Model
        From gray images (N, height, width, 1), 0 to 255, to predictions (N, rows, columns, anchors, 5): p_c, b_x and
        b_y between 0 and 1, b_h and b_w above 0.

    Raises
    ------
    ValueError
        If the grid's cells have another size, the grid has classes, or the prior is not between 0 and 1.

    References
    ----------
    J. Redmon et al., You only look once, CVPR 2016; J. Redmon, A. Farhadi, YOLO9000, CVPR 2017. The prior is that of
    T.-Y. Lin et al., Focal loss for dense object detection, ICCV 2017, section 3.3.

    Examples
    --------
    >>> grid_detector(Grid((128, 128), (8, 8), anchors=((40, 30), (70, 52)))).output_shape
    (None, 8, 8, 2, 5)
    """
    size = shrink * 2 ** len(widths)
    if grid.cell != (size, size) or grid.n_classes:
        found = f"cells of {grid.cell} and {grid.n_classes} classes"
        raise ValueError(f"{len(widths)} layers make cells of {size} pixels without classes; the grid has {found}.")
    if not 0 < prior < 1:
        raise ValueError(f"prior={prior}: expected a probability between 0 and 1.")
    image = layers.Input((*grid.image_shape, 1), name="image")
    x = layers.Rescaling(1 / 64, offset=-2, name="rescale")(image)
    height, width = (side // shrink for side in grid.image_shape)
    x = ops.mean(ops.reshape(x, (-1, height, shrink, width, shrink, 1)), axis=(2, 4))  # faster than average pooling
    for number, width in enumerate(widths, 1):
        x = convolution(x, f"conv{number}", width, strides=2)
    for number in (1, 2):  # so that the receptive field of a cell covers the largest face
        x = convolution(x, f"context{number}", widths[-1])
    boxes = layers.Conv2D(len(grid.anchors) * CLASSES, 1, name="boxes")
    x = layers.Reshape(grid.shape, name="grid")(boxes(x))
    kernel, bias = boxes.get_weights()
    bias[OBJECT::CLASSES] = np.log(prior / (1 - prior))
    boxes.set_weights([kernel, bias])
    return keras.Model(image, GridActivation(name="activation")(x), name="grid_detector")


@keras.saving.register_keras_serializable(package="facelab")
class GridActivation(layers.Layer):
    """Map any numbers (…, 5) to p_c, b_x, b_y between 0 and 1, and b_h, b_w above 0, where 0 becomes 1."""

    def call(self, x):
        """Map a batch of predictions."""
        sizes = ops.exp(4 * ops.tanh(x[..., HEIGHT:] / 4))  # between 1 / 55 and 55, with a slope everywhere
        return ops.concatenate([ops.sigmoid(x[..., :HEIGHT]), sizes], axis=-1)
