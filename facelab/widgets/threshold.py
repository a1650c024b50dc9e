"""A threshold over the distances of genuine and of impostor pairs."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from facelab.images import Images, to_gray
from facelab.plotting import COLORS, distance_histograms, faces_grid, roc
from facelab.protocols import Pairs
from facelab.verification import verification_curve
from facelab.widgets.interactive import Interactive
from facelab.widgets.packing import data_urls, pack

N_STEPS, N_SHOWN, FACE_HEIGHT = 200, 20, 56
N_WORST = 3  # of each kind: the farthest genuine and the nearest impostor pairs


def threshold(distances: np.ndarray, pairs: Pairs, images: Images, start: float | None = None) -> Interactive:
    """Move a threshold, and see both errors, the point on the ROC, and the worst mistakes.

    Parameters
    ----------
    distances : ndarray, shape (n_pairs,)
    pairs : Pairs
        With positions in `images`.
    images : ndarray of uint8 or lazy sequence, shape (N, H, W) or (N, H, W, 3)
        Shown in gray.
    start : float, optional
        The first threshold; by default the one with as large a FAR as FRR, nearly.

    Returns
    -------
    Interactive
        Make it the last line of a cell.

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> from facelab.distances import pair_distances
    >>> faces = load_orl()
    >>> pairs = faces.pairs()[:3000]
    >>> pixels = faces.images.reshape(400, -1) / 255
    >>> figure = threshold(pair_distances(pixels[pairs.left], pixels[pairs.right]), pairs, faces.images)
    >>> figure.title
    'A threshold over the distances of 3,000 pairs'
    """
    curve = verification_curve(distances, pairs.same)
    largest = np.nextafter(np.float32(np.max(distances)), np.float32(np.inf))  # rounded down, it would miss a pair
    limits = np.linspace(0, largest, N_STEPS + 1).astype(np.float32)
    if start is not None:
        limits[np.argmin(np.abs(limits - start))] = start
    at = np.searchsorted(curve.thresholds, limits, side="right") - 1
    distance_to_start = np.abs(curve.far[at] - curve.frr[at]) if start is None else np.abs(limits - start)
    first = int(np.argmin(distance_to_start))
    shown = np.concatenate([_spread_out(distances, pairs.same == kind) for kind in (True, False)])
    data = {
        "thresholds": pack(limits),
        "genuine": pack(curve.genuine_accepted[at].astype(np.int32)),
        "impostor": pack(curve.impostor_accepted[at].astype(np.int32)),
        "first": first,
        "faces": [
            {"distance": float(distances[i]), "same": bool(pairs.same[i]), "images": urls}
            for i, urls in zip(shown, _faces(images, pairs, shown), strict=True)
        ],
    }

    def draw() -> Figure:
        figure, axes = plt.subplot_mosaic("LR;FF", figsize=(9, 5.6), height_ratios=(3.4, 1.7))
        left, right = axes["L"], axes["R"]
        far, val = curve.far[at[first]], curve.val[at[first]]
        distance_histograms(distances, pairs.same, float(limits[first]), ax=left)
        roc({"all pairs": curve}, ax=right)
        right.plot(far, val, "o", markersize=9, color=COLORS[1], label="this threshold")
        right.legend(loc="lower right")
        lines = [f"FAR {far:.1%}, FRR {1 - val:.1%}, VAL {val:.1%}"]
        lines += [_rates_of_mixture(far, val, share) for share in (0.5, 0.05)]
        figure.suptitle("\n".join(lines), fontsize="medium")
        _worst_mistakes(distances, pairs, images, limits[first], axes["F"])
        plt.close(figure)
        return figure

    return Interactive("threshold", f"A threshold over the distances of {len(pairs):,} pairs", data, draw)


def _worst_mistakes(distances: np.ndarray, pairs: Pairs, images: Images, limit: float, ax: Axes) -> None:
    """Draw the nearest impostor pairs and the farthest genuine pairs on the wrong side of the threshold."""
    accepted, rejected = ((distances <= limit) & ~pairs.same, (distances > limit) & pairs.same)
    nearest = np.flatnonzero(accepted)[np.argsort(distances[accepted], kind="stable")][:N_WORST]
    farthest = np.flatnonzero(rejected)[np.argsort(-distances[rejected], kind="stable")][:N_WORST]
    worst = np.concatenate([nearest, farthest])
    if not len(worst):
        ax.set_axis_off()
        return
    sides = [to_gray(np.stack([images[each[i]] for i in worst])) for each in (pairs.left, pairs.right)]
    titles = [f"{'one' if pairs.same[i] else 'two'}, d = {distances[i]:.4g}" for i in worst]
    faces_grid(np.concatenate(sides, axis=2), titles, columns=2 * N_WORST, ax=ax)
    ax.set_title("the worst mistakes: two people accepted, one person rejected", fontsize="medium", pad=18)


def _rates_of_mixture(far: float, val: float, share: float) -> str:
    """Write what changes with the share of genuine pairs."""
    accepted, missed = share * val + (1 - share) * far, share * (1 - val)
    precision = share * val / accepted if accepted else 1.0
    f1 = 2 * share * val / (accepted + share * val + missed)
    accuracy = share * val + (1 - share) * (1 - far)
    return f"with {share:.0%} genuine pairs: accuracy {accuracy:.1%}, precision {precision:.1%}, F1 {f1:.2f}"


def _spread_out(distances: np.ndarray, kind: np.ndarray) -> np.ndarray:
    """Choose pairs of one kind from the nearest to the farthest, with all of the most extreme: positions."""
    order = np.flatnonzero(kind)[np.argsort(distances[kind], kind="stable")]
    spread_out = np.linspace(0, len(order) - 1, N_SHOWN).round().astype(int)
    extremes = np.r_[:N_WORST, -N_WORST:0] % len(order)
    return order[np.union1d(spread_out, extremes)]


def _faces(images: Images, pairs: Pairs, shown: np.ndarray) -> list[list[str]]:
    return [data_urls(to_gray(np.stack([images[pairs.left[i]], images[pairs.right[i]]])), FACE_HEIGHT) for i in shown]
