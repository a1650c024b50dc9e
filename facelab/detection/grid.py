"""The target and the output of a grid detector: in every cell, a probability and the box of a face."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from facelab.detection.boxes import check_boxes

OBJECT, X, Y, HEIGHT, WIDTH, CLASSES = 0, 1, 2, 3, 4, 5  # places in a cell's vector: p_c, b_x, b_y, b_h, b_w, c_1 …


@dataclass(frozen=True)
class Grid:
    """An image cut into cells; each cell is responsible for the boxes whose center is in it, one for each anchor.

    A box becomes y = [p_c, b_x, b_y, b_h, b_w, c_1, …]: p_c is 1; b_x and b_y are the center's position in its cell,
    from 0 to 1; b_h and b_w are height and width in units of the anchor; c is 1 for the box's class, 0 for the others.

    Parameters
    ----------
    image_shape : (int, int)
        Height and width of the image, pixels.
    cells : (int, int)
        Rows and columns.
    anchors : tuple of (float, float)
        Height and width of typical boxes, pixels.
    n_classes : int, default 0
        0 if all boxes are faces.

    References
    ----------
    J. Redmon et al., You only look once, CVPR 2016; anchors: J. Redmon, A. Farhadi, YOLO9000, CVPR 2017. The order of
    y is that of the lecture (A. Ng, Deep Learning, course 4).

    Examples
    --------
    >>> Grid((608, 608), (19, 19), anchors=((100, 80),) * 5, n_classes=80).shape
    (19, 19, 5, 85)
    >>> grid = Grid((96, 96), (6, 6), anchors=((40, 32),))
    >>> y = grid.encode([[20, 30, 52, 70]])
    >>> y[3, 2, 0]
    array([1.   , 0.25 , 0.125, 1.   , 1.   ])
    >>> grid.decode(y)[0]
    array([[20., 30., 52., 70.]])
    """

    image_shape: tuple[int, int]
    cells: tuple[int, int]
    anchors: tuple[tuple[float, float], ...]
    n_classes: int = 0

    @property
    def shape(self) -> tuple[int, int, int, int]:
        """Shape of a target: rows, columns, anchors, 5 + n_classes."""
        return *self.cells, len(self.anchors), CLASSES + self.n_classes

    @property
    def cell(self) -> tuple[float, float]:
        """Height and width of a cell, pixels."""
        return self.image_shape[0] / self.cells[0], self.image_shape[1] / self.cells[1]

    def encode(self, boxes: ArrayLike, classes: np.ndarray | None = None) -> np.ndarray:
        """Encode boxes, shape (N, 4), and their classes, shape (N,), as a target of the grid's `shape`.

        A box gets the free anchor of its cell whose shape is most like its own; one that finds none is left out.
        """
        boxes, y = check_boxes(boxes), np.zeros(self.shape)
        centers = (boxes[:, :2] + boxes[:, 2:]) / 2 / self.cell[::-1]
        columns_rows = np.floor(centers).astype(int)
        if (columns_rows < 0).any() or (columns_rows >= self.cells[::-1]).any():
            raise ValueError(f"the center of a box is outside the image of {self.image_shape} pixels.")
        sizes = (boxes[:, 2:] - boxes[:, :2])[:, ::-1]
        overlaps = _shape_iou(sizes, np.array(self.anchors))
        for i, (column, row) in enumerate(columns_rows):
            free = [a for a in np.argsort(-overlaps[i], kind="stable") if not y[row, column, a, OBJECT]]
            if free:
                target = y[row, column, free[0]]
                target[OBJECT:HEIGHT] = 1, *(centers[i] - columns_rows[i])
                target[HEIGHT : WIDTH + 1] = sizes[i] / self.anchors[free[0]]
                if classes is not None:
                    target[CLASSES + classes[i]] = 1
        return y

    def decode(self, y: np.ndarray, score_threshold: float = 0.6) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Decode a target or an output: boxes (N, 4), scores (N,) and classes (N,); p_c has to exceed the threshold.

        A score is p_c, times the probability of the most probable class if there are classes.
        """
        y = np.asarray(y, np.float64)
        if y.shape != self.shape:
            raise ValueError(f"y has the shape {y.shape}; expected {self.shape}, that of this grid.")
        rows, columns, anchors = np.nonzero(y[..., OBJECT] > score_threshold)
        found = y[rows, columns, anchors]
        center = (found[:, X : Y + 1] + np.stack([columns, rows], axis=1)) * self.cell[::-1]
        half = (found[:, HEIGHT : WIDTH + 1] * np.array(self.anchors)[anchors])[:, ::-1] / 2
        boxes, scores, classes = np.hstack([center - half, center + half]), found[:, OBJECT], np.zeros(len(found), int)
        if self.n_classes:
            scores, classes = scores * found[:, CLASSES:].max(axis=1), found[:, CLASSES:].argmax(axis=1)
        return boxes, scores, classes


def _shape_iou(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Compute the IoU of boxes of these heights and widths around one center, shape (N, M)."""
    common = np.minimum(a[:, None], b[None]).prod(axis=-1)
    return common / (a.prod(axis=-1)[:, None] + b.prod(axis=-1)[None] - common)
