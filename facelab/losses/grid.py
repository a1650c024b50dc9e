"""The loss of a grid detector."""

import keras
from keras import ops

from facelab.detection.grid import HEIGHT, OBJECT, WIDTH, X


@keras.saving.register_keras_serializable(package="facelab")
class GridLoss(keras.losses.Loss):
    """Learn whether a cell holds a face, and where in the cells that do.

    Of each cell and anchor, −log p_c if there is a box, −log(1 − p_c) if there is none; where there is one, also the
    squared error of its center, and of the square roots of its height and width, so that a pixel counts more in a small
    box than in a large one. Targets and predictions have the shape (N, rows, columns, anchors, 5), as `Grid.encode` and
    `grid_detector` make them.

    Parameters
    ----------
    coord_weight : float, default 5.0
        Weight of center and size, λ_coord in the paper.
    noobj_weight : float, default 0.5
        Weight of cells without a box, λ_noobj: most cells hold none.
    **kwargs
        name, reduction and dtype, as in `keras.losses.Loss`.

    References
    ----------
    J. Redmon et al., You only look once, CVPR 2016, equation 3, which takes squared errors for p_c, too; the logarithm
    is that of J. Redmon, A. Farhadi, YOLOv3, arXiv:1804.02767, 2018, section 2.1.

    Examples
    --------
    >>> y_true, y_pred = ops.array([[[[[1.0, 0.5, 0.5, 1, 1]]]]]), ops.array([[[[[0.5, 0.5, 0.7, 1, 1]]]]])
    >>> round(float(GridLoss(coord_weight=5)(y_true, y_pred)), 3)
    0.893
    """

    def __init__(self, coord_weight: float = 5.0, noobj_weight: float = 0.5, **kwargs):
        super().__init__(**kwargs)
        self.coord_weight, self.noobj_weight = coord_weight, noobj_weight

    def call(self, y_true, y_pred):
        """Compute the loss of each image, (N,)."""
        has_box = y_true[..., OBJECT]
        p = ops.clip(y_pred[..., OBJECT], 1e-6, 1 - 1e-6)
        presence = -has_box * ops.log(p) - self.noobj_weight * (1 - has_box) * ops.log(1 - p)
        centers = ops.sum(ops.square(y_true[..., X:HEIGHT] - y_pred[..., X:HEIGHT]), axis=-1)
        true_roots, roots = (ops.sqrt(ops.maximum(y[..., HEIGHT : WIDTH + 1], 1e-6)) for y in (y_true, y_pred))
        errors = centers + ops.sum(ops.square(true_roots - roots), axis=-1)
        return ops.sum(presence + self.coord_weight * has_box * errors, axis=(1, 2, 3))

    def get_config(self) -> dict:
        """Return the parameters, for saving."""
        mine = {"coord_weight": self.coord_weight, "noobj_weight": self.noobj_weight}
        return {**super().get_config(), **mine, "dtype": self.dtype}
