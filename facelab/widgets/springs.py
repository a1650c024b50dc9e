"""The contrastive loss as a spring between two points."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from facelab.plotting.style import GENUINE, IMPOSTOR
from facelab.widgets.interactive import Interactive

LARGEST_MARGIN = 1.5
LEFT, RIGHT = (-0.3, -0.1), (0.3, 0.1)


def springs(genuine: bool = True, margin: float = 1.0) -> Interactive:
    """Move two embeddings, and see the contrastive loss of their pair and the force on each.

    The loss is that of `facelab.losses.ContrastiveLoss`: half the square of the distance for a genuine pair, half the
    square of what is missing to the margin for an impostor pair. The force on a point is the negative gradient of the
    loss: the direction in which gradient descent moves the point.

    Parameters
    ----------
    genuine : bool, default True
        Whether the first pair shows one person.
    margin : float, default 1.0
        The first margin, from 0.1 to 1.5.

    Returns
    -------
    Interactive
        Make it the last line of a cell.

    Examples
    --------
    >>> springs(margin=0.5).data["margin"]
    0.5
    """
    if not 0.1 <= margin <= LARGEST_MARGIN:
        raise ValueError(f"margin={margin}: expected a number from 0.1 to {LARGEST_MARGIN}.")
    data = {
        "left": LEFT,
        "right": RIGHT,
        "genuine": bool(genuine),
        "margin": float(margin),
        "largest_margin": LARGEST_MARGIN,
    }

    def draw() -> Figure:
        figure, ax = plt.subplots(figsize=(5, 3), layout="constrained")
        distances = np.linspace(0, 2, 201)
        for name, same, color, style in (("genuine", True, GENUINE, "-"), ("impostor", False, IMPOSTOR, "--")):
            ax.plot(distances, _losses(same, distances, margin), style, color=color, label=f"{name} pair")
        now = np.array([np.hypot(*np.subtract(LEFT, RIGHT))])
        ax.plot(now, _losses(genuine, now, margin), "o", color="black", label="this pair")
        ax.axvline(margin, color="black", linestyle=":", label="margin")
        ax.set(xlabel="distance of the two embeddings", ylabel="loss")
        ax.legend()
        plt.close(figure)
        return figure

    return Interactive("springs", "The contrastive loss as a spring between two embeddings", data, draw)


def _losses(genuine: bool, distances: np.ndarray, margin: float) -> np.ndarray:
    """Compute what `ContrastiveLoss` computes, without Keras, which takes seconds to start; a test compares both."""
    return (distances if genuine else np.maximum(margin - distances, 0)) ** 2 / 2
