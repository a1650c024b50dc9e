"""A box over a scene with a grid, and the target that a grid detector should give for it."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke
from numpy.typing import ArrayLike

from facelab.detection import Grid
from facelab.detection.boxes import check_boxes
from facelab.images import check_images
from facelab.plotting import COLORS, faces_grid
from facelab.widgets.interactive import Interactive
from facelab.widgets.packing import data_urls

IMAGE_HEIGHT = 256
LINES = "#8A8A8A"  # seen on black and on white
SMALLEST = 4  # pixels: width and height of a box


def grid_target(scene: np.ndarray, grid: Grid, box: ArrayLike, fixed: ArrayLike | None = None) -> Interactive:
    """Move and resize a box over a scene, and see which cell and which anchor answer for it, and with what numbers.

    Parameters
    ----------
    scene : ndarray of uint8, shape (H, W) or (H, W, 3)
    grid : Grid
        Its cells and anchors, without classes; `grid.encode` says what the figure shows.
    box : array_like of float, shape (4,)
        left, top, right, bottom of the box at the start, rounded to whole pixels. Resizing it leaves its middle where
        it is.
    fixed : array_like of float, shape (4,), optional
        Another face, which does not move, and which is encoded first: its anchor is taken.

    Returns
    -------
    Interactive
        Make it the last line of a cell.

    Raises
    ------
    ValueError
        If the grid is not one of the scene or has classes, the box is smaller than 4 pixels or extends beyond the
        scene, or the middle of `fixed` lies outside.

    Examples
    --------
    >>> grid = Grid((128, 128), (8, 8), anchors=((40, 30), (66, 50)))
    >>> figure = grid_target(np.full((128, 128), 200, np.uint8), grid, [26, 32, 76, 101])
    >>> figure.title
    'A box, and its target in a grid of 8 × 8 cells'
    """
    check_images(scene[None])
    height, width = scene.shape[:2]
    if tuple(grid.image_shape) != (height, width):
        raise ValueError(f"the grid is for an image of {grid.image_shape} pixels, the scene has {height, width}.")
    if grid.n_classes:
        raise ValueError(f"the grid has {grid.n_classes} classes; here all boxes are faces, and it needs none.")
    start = np.rint(check_boxes(np.asarray(box, np.float64)[None]))
    if (start[:, 2:] - start[:, :2]).min() < SMALLEST:
        raise ValueError(f"the box is smaller than {SMALLEST} pixels: it could not be seen.")
    if (start < 0).any() or (start[:, 2:] > (width, height)).any():
        raise ValueError(f"the box extends beyond the scene of {width} × {height} pixels.")
    others = check_boxes([] if fixed is None else np.asarray(fixed, np.float64)[None])
    target = grid.encode(np.concatenate([others, start])) - grid.encode(others)  # of the box alone
    data = {
        "image": data_urls([scene], IMAGE_HEIGHT)[0],
        "grid": {
            "image": [height, width],
            "cells": list(grid.cells),
            "anchors": [[float(side) for side in anchor] for anchor in grid.anchors],
        },
        "box": start[0].astype(int).tolist(),
        "fixed": others[0].tolist() if len(others) else None,
        "smallest": SMALLEST,
    }

    def draw() -> Figure:
        figure, ax = plt.subplots(figsize=(4.4, 4.8), layout="constrained")
        faces_grid([scene], ax=ax)
        _draw_answer(ax, grid, start[0], others, target)
        plt.close(figure)
        return figure

    rows, columns = grid.cells
    return Interactive("grid_target", f"A box, and its target in a grid of {rows} × {columns} cells", data, draw)


def _draw_answer(ax: Axes, grid: Grid, box: np.ndarray, others: np.ndarray, target: np.ndarray) -> None:
    """Draw the grid, the boxes, the anchors around one's middle, and the cell that answers; write its target above."""
    (height, width), (cell_height, cell_width) = grid.image_shape, grid.cell
    ax.hlines(np.arange(1, grid.cells[0]) * cell_height, 0, width, color=LINES, linewidth=0.8, linestyle="-")
    ax.vlines(np.arange(1, grid.cells[1]) * cell_width, 0, height, color=LINES, linewidth=0.8, linestyle="-")
    middle = (box[:2] + box[2:]) / 2
    column, row = (middle // grid.cell[::-1]).astype(int)
    anchors = np.flatnonzero(target[row, column, :, 0])  # one, or none if all were taken

    def frame(center: ArrayLike, size: ArrayLike, color: str, linewidth: float = 2.4, linestyle: str = "-") -> None:
        (x, y), (width, height) = np.asarray(center), np.asarray(size)
        patch = Rectangle((x - width / 2, y - height / 2), width, height, fill=False, edgecolor=color, zorder=3)
        patch.set(linewidth=linewidth, linestyle=linestyle)
        patch.set_path_effects([withStroke(linewidth=linewidth + 1.5, foreground="white")])
        ax.add_patch(patch)

    for other in others:
        frame((other[:2] + other[2:]) / 2, other[2:] - other[:2], COLORS[4])
    for i, anchor in enumerate(grid.anchors):
        frame(middle, anchor[::-1], COLORS[0], 2.4 if i in anchors else 1.0, "--")
    frame(np.multiply((column + 0.5, row + 0.5), grid.cell[::-1]), grid.cell[::-1], COLORS[2])
    frame(middle, box[2:] - box[:2], COLORS[1])
    ax.plot(*middle, "o", color=COLORS[1], markersize=5, zorder=4)
    ax.set(xlim=(-0.5, width - 0.5), ylim=(height - 0.5, -0.5))
    answer = "no anchor is free"
    if len(anchors):
        y = ", ".join(f"{value:.2f}" for value in target[row, column, anchors[0], 1:])
        answer = f"anchor {anchors[0]}\ny = [1, {y}]"
    ax.set_title(f"row {row}, column {column}, {answer}")
