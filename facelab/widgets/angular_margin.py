"""A margin on the circle: which photographs a loss counts as safely a person's."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from facelab.plotting.style import GENUINE, IMPOSTOR
from facelab.widgets.interactive import Interactive

MARGINS = {"modified softmax": 0.0, "A-softmax": 4.0, "CosFace": 0.35, "ArcFace": 0.5}
LARGEST_SCALE = 64


def angular_margin(
    loss: str = "ArcFace",
    rows: tuple[float, float] = (140.0, 40.0),
    embedding: float = 100.0,
    scale: float = 16.0,
) -> Interactive:
    """Move an embedding and two rows of W on the circle, and see what a loss with a margin makes of the angles.

    The embedding is one of person 1. What the loss sees in place of cos θ₁ is what `facelab.losses.MarginSoftmax`
    computes: ψ(m θ₁) for A-softmax, cos θ₁ − m for CosFace, and ψ(θ₁ + m) for ArcFace, where ψ is the cosine up to 180°
    and falls on beyond it.

    Parameters
    ----------
    loss : {"ArcFace", "CosFace", "A-softmax", "modified softmax"}, default "ArcFace"
        The one at the start.
    rows : (float, float)
        Directions of the two rows of W, degrees.
    embedding : float
        Direction of the embedding x, degrees.
    scale : float, default 16.0
        s, or the length of x where the loss has no scale; from 1 to 64.

    Returns
    -------
    Interactive
        Make it the last line of a cell.

    Raises
    ------
    ValueError
        If the loss is unknown, a direction is not a number, or the scale is outside its range.

    Examples
    --------
    >>> angular_margin("CosFace").data["margins"]["CosFace"]
    0.35
    """
    if loss not in MARGINS:
        raise ValueError(f"loss={loss!r}: expected one of {', '.join(MARGINS)}.")
    if len(rows) != 2 or not np.isfinite([*rows, embedding]).all():
        raise ValueError(f"rows={rows}, embedding={embedding}: expected two directions and one, in degrees.")
    if not 1 <= scale <= LARGEST_SCALE:
        raise ValueError(f"scale={scale}: expected a number from 1 to {LARGEST_SCALE}.")
    data = {
        "loss": loss,
        "margins": MARGINS,
        "scale": float(scale),
        "largestScale": LARGEST_SCALE,
        "first": float(rows[0] % 360),
        "second": float(rows[1] % 360),
        "at": float(embedding % 360),
    }
    title = "What a margin does to an angle"
    return Interactive("angular_margin", title, data, lambda: _draw(loss, np.radians(rows), np.radians(embedding)))


def in_place_of_cosine(loss: str, theta: np.ndarray) -> np.ndarray:
    """Compute what the loss, with its margin of `MARGINS`, puts in place of cos θ."""
    from facelab.losses.margin_softmax import falling_cosine  # Keras only where it is needed

    margin = MARGINS[loss]
    factor, added, subtracted = {
        "modified softmax": (1, 0, 0),
        "A-softmax": (margin, 0, 0),
        "CosFace": (1, 0, margin),
        "ArcFace": (1, margin, 0),
    }[loss]
    return np.asarray(falling_cosine(factor * np.asarray(theta) + added)) - subtracted


def _draw(loss: str, rows: np.ndarray, embedding: float) -> Figure:
    figure = plt.figure(figsize=(8, 3.2), layout="constrained")
    figure.suptitle(f"{loss}, m = {MARGINS[loss]:g}" if MARGINS[loss] else loss)
    circle, curve = figure.add_subplot(1, 2, 1, projection="polar"), figure.add_subplot(1, 2, 2)
    around = np.linspace(0, 2 * np.pi, 721)
    angles = [np.abs((around - row + np.pi) % (2 * np.pi) - np.pi) for row in rows]
    for number, (own, other, color) in enumerate(((*angles, GENUINE), (*angles[::-1], IMPOSTOR)), start=1):
        wins = in_place_of_cosine(loss, own) > np.cos(other)
        circle.fill_between(around, 0, 1, where=wins, color=color, alpha=0.5, label=f"safely person {number}'s")
        circle.annotate(f"$W_{number}$", (rows[number - 1], 1), (rows[number - 1], 1.15), ha="center", va="center")
        circle.plot([rows[number - 1]] * 2, [0, 1], color=color)
    circle.plot(embedding, 1, "o", color="black", clip_on=False)
    circle.annotate("$x$", (embedding, 1), (embedding, 1.15), ha="center", va="center")
    circle.set(yticks=[], xticks=[], ylim=(0, 1))
    circle.legend(loc="lower center", bbox_to_anchor=(0.5, -0.3))
    theta = np.linspace(0, np.pi, 181)
    own = np.abs((embedding - rows[0] + np.pi) % (2 * np.pi) - np.pi)
    curve.plot(np.degrees(theta), np.cos(theta), "--", color="gray", label="cos θ₁")
    curve.plot(np.degrees(theta), in_place_of_cosine(loss, theta), color="black", label=loss)
    curve.plot(np.degrees(own), in_place_of_cosine(loss, own), "o", color="black")
    curve.set(xlabel="angle θ₁ to its own row, degrees", ylabel="in place of cos θ₁", xticks=range(0, 181, 45))
    curve.legend()
    plt.close(figure)
    return figure
