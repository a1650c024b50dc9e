"""What a grid detector learns and says: a number for "here is a face" and its box, in every cell."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from facelab.detection.boxes import check_boxes

OBJECT, X, Y, HEIGHT, WIDTH, CLASSES = 0, 1, 2, 3, 4, 5  # places in a cell's vector: p_c, b_x, b_y, b_h, b_w, c_1 …


@dataclass(frozen=True)
class Grid:
    """A picture cut into cells; each cell speaks for the boxes whose middle lies in it, one for each anchor.

    A box becomes y = [p_c, b_x, b_y, b_h, b_w, c_1, …]: p_c is 1; b_x and b_y say where in its cell the middle lies,
    from 0 to 1; b_h and b_w are height and width in units of the anchor; c is 1 for the box's class and 0 for others.

    Parameters
    ----------
    image_shape : (int, int)
        Height and width of the picture, pixels.
    cells : (int, int)
        Rows and columns.
    anchors : tuple of (float, float)
        Height and width of the boxes to expect, pixels.
    n_classes : int
        0 if all boxes are faces.

    References
    ----------
    J. Redmon et al., You only look once, CVPR 2016; anchors: J. Redmon, A. Farhadi, YOLO9000, CVPR 2017. The order of
    y is that of the lecture (A. Ng, Deep Learning, course 4; seed 000).

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
        """Of a target: rows, columns, anchors, numbers of a box."""
        return *self.cells, len(self.anchors), CLASSES + self.n_classes

    @property
    def cell(self) -> tuple[float, float]:
        """Height and width of a cell, pixels."""
        return self.image_shape[0] / self.cells[0], self.image_shape[1] / self.cells[1]

    def encode(self, boxes: ArrayLike, classes: np.ndarray | None = None) -> np.ndarray:
        """Write boxes as a target.

        Parameters
        ----------
        boxes : array_like of float, shape (N, 4)
            left, top, right, bottom; their middles lie in the picture.
        classes : array_like of int, shape (N,), optional

        Returns
        -------
        ndarray of float64, shape (rows, columns, anchors, 5 + n_classes)
            A box takes the free anchor of its cell that is most like it. One that finds none is left out.
        """
        boxes, y = check_boxes(boxes), np.zeros(self.shape)
        middles = (boxes[:, :2] + boxes[:, 2:]) / 2 / self.cell[::-1]
        columns_rows = np.floor(middles).astype(int)
        if (columns_rows < 0).any() or (columns_rows >= self.cells[::-1]).any():
            raise ValueError(f"a box has its middle outside of the picture, {self.image_shape} pixels.")
        sizes = (boxes[:, 2:] - boxes[:, :2])[:, ::-1]
        likeness = _iou_of_shapes(sizes, np.array(self.anchors))
        for i, (column, row) in enumerate(columns_rows):
            free = [a for a in np.argsort(-likeness[i], kind="stable") if not y[row, column, a, OBJECT]]
            if free:
                at = y[row, column, free[0]]
                at[OBJECT:HEIGHT] = 1, *(middles[i] - columns_rows[i])
                at[HEIGHT : WIDTH + 1] = sizes[i] / self.anchors[free[0]]
                if classes is not None:
                    at[CLASSES + classes[i]] = 1
        return y

    def decode(self, y: np.ndarray, threshold: float = 0.6) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Read the boxes out of a target or an answer.

        Parameters
        ----------
        y : ndarray of float, shape (rows, columns, anchors, 5 + n_classes)
        threshold : float
            Boxes with p_c at or below it are discarded.

        Returns
        -------
        boxes : ndarray of float64, shape (N, 4)
        scores : ndarray of float64, shape (N,)
            p_c, times the class's probability if there are classes.
        classes : ndarray of int, shape (N,)
            The most probable; 0 if there are none.
        """
        y = np.asarray(y, np.float64)
        if y.shape != self.shape:
            raise ValueError(f"y has the shape {y.shape}, this grid has {self.shape}.")
        rows, columns, anchors = np.nonzero(y[..., OBJECT] > threshold)
        found = y[rows, columns, anchors]
        middle = (found[:, X : Y + 1] + np.stack([columns, rows], axis=1)) * self.cell[::-1]
        half = (found[:, HEIGHT : WIDTH + 1] * np.array(self.anchors)[anchors])[:, ::-1] / 2
        boxes, scores, classes = np.hstack([middle - half, middle + half]), found[:, OBJECT], np.zeros(len(found), int)
        if self.n_classes:
            scores, classes = scores * found[:, CLASSES:].max(axis=1), found[:, CLASSES:].argmax(axis=1)
        return boxes, scores, classes


def _iou_of_shapes(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Compute the IoU of boxes with these heights and widths that share their middle, shape (N, M)."""
    common = np.minimum(a[:, None], b[None]).prod(axis=-1)
    return common / (a.prod(axis=-1)[:, None] + b.prod(axis=-1)[None] - common)
