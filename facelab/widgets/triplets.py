"""A triplet on the unit circle: easy, semi-hard or hard."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from facelab.distances import distance_matrix
from facelab.mining import triplet_kind
from facelab.widgets.interactive import Interactive

LARGEST_MARGIN = 1.0
ANGLES = (90.0, 40.0, 145.0)
KINDS = {"hard": ("#D55E00", "xx"), "semi-hard": ("#E69F00", "//"), "easy": ("#009E73", "")}


def triplets(angles: Sequence[float] = ANGLES, margin: float = 0.3) -> Interactive:
    """Move an anchor, a positive and a negative, and see the kind of their triplet, its loss and who is moved.

    The three embeddings have two numbers and length 1, as those of the course's encoders have. The loss is that of
    `facelab.losses.OfflineTripletLoss`, over squared distances; the kinds are those of `facelab.mining.triplet_kind`.
    Arrows show the negative gradient along the circle: what is left of it once embeddings are scaled to length 1.

    Parameters
    ----------
    angles : sequence of three float
        Where anchor, positive and negative stand on the circle at first, in degrees. By default the triplet is
        semi-hard.
    margin : float, default 0.3
        The first margin, from 0 to 1.

    Returns
    -------
    Interactive
        Make it the last line of a cell.

    Examples
    --------
    >>> triplets(margin=0.2).title
    'An anchor, a positive and a negative on the unit circle'
    """
    if np.shape(angles) != (3,) or not np.isfinite(angles).all():
        raise ValueError(f"angles={angles!r}: expected three finite numbers, for anchor, positive and negative.")
    if not 0 <= margin <= LARGEST_MARGIN:
        raise ValueError(f"margin={margin}: expected a number from 0 to {LARGEST_MARGIN:g}.")
    radians = np.radians(angles)
    points = np.stack([np.cos(radians), np.sin(radians)], axis=1)
    names = "anchor", "positive", "negative"
    data = {
        "points": dict(zip(names, points.tolist(), strict=True)),
        "margin": float(margin),
        "largest_margin": LARGEST_MARGIN,
    }

    def draw() -> Figure:
        d_ap, d_an = distance_matrix(points[:1], points[1:], "squared_euclidean")[0]
        distances = np.linspace(0, 4, 801)  # on the circle no square is larger
        kinds = triplet_kind(d_ap, distances, margin)
        figure, ax = plt.subplots(figsize=(6, 2.6), layout="constrained")
        for kind, (color, hatch) in KINDS.items():
            if len(inside := distances[kinds == kind]):
                ax.axvspan(inside.min(), inside.max(), color=color, alpha=0.3, hatch=hatch, label=kind)
        ax.plot(distances, np.maximum(d_ap - distances + margin, 0), color="black", label=f"loss, margin {margin:g}")
        ax.plot(d_an, max(d_ap - d_an + margin, 0), "o", color="black", label="this negative")
        ax.set(xlabel="d(A, N)", ylabel="loss", xlim=(0, 4))
        ax.legend(ncols=2)
        plt.close(figure)
        return figure

    return Interactive("triplets", "An anchor, a positive and a negative on the unit circle", data, draw)
