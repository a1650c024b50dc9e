"""A photograph that gets worse: its distance to a good one, against a threshold."""

from collections.abc import Callable, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from facelab.augmentation import DEGRADATIONS
from facelab.distances import pair_distances
from facelab.images import check_images
from facelab.widgets.interactive import Interactive
from facelab.widgets.packing import data_urls

PLACES = 0, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5  # among the listed amounts: between the middle ones, halfway
FIRST, FACE_HEIGHT, SEED = 5, 84, 0


def worse_and_worse(
    embed: Callable[[np.ndarray], np.ndarray],
    badge: np.ndarray,
    visit: np.ndarray,
    threshold: float,
    degradations: Sequence[str] = ("blur", "noise", "low resolution", "mask"),
) -> Interactive:
    """Make a photograph worse, and see when it is no longer accepted as the person on the badge.

    Parameters
    ----------
    embed : callable
        From images, uint8 (N, H, W) or (N, H, W, 3), to embeddings (N, D). It is asked once, for the badge, the visit
        and the visit with each change in eight strengths.
    badge : ndarray of uint8, shape (H, W) or (H, W, 3)
        A good photograph, which stays as it is.
    visit : ndarray of uint8, the same shape
        Another photograph of the same person, which is made worse.
    threshold : float
        The largest Euclidean distance that is accepted.
    degradations : sequence of str
        Keys of `facelab.augmentation.DEGRADATIONS`. Their strengths are those listed there, and three between them.

    Returns
    -------
    Interactive
        Make it the last line of a cell.

    Raises
    ------
    ValueError
        If a degradation is unknown or named twice, none is named, the photographs have two shapes, or the threshold is
        not above 0.

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> images = load_orl().images
    >>> figure = worse_and_worse(lambda images: images.reshape(len(images), -1) / 255, images[11], images[14], 25)
    >>> figure.data["changes"][1]["name"], figure.data["changes"][1]["amounts"]
    ('noise', [0.0, 15.0, 22.5, 30.0, 40.0, 50.0, 65.0, 80.0, 120.0])
    """
    check_images(badge[None])
    check_images(visit[None])
    if badge.shape != visit.shape:
        raise ValueError(f"the badge has the shape {badge.shape}, and the visit {visit.shape}: expected one shape.")
    if not 0 < threshold < np.inf:
        raise ValueError(f"threshold={threshold}: expected a distance above 0.")
    unknown = [name for name in degradations if name not in DEGRADATIONS]
    if unknown or not degradations or len(set(degradations)) < len(degradations):
        raise ValueError(f"degradations={tuple(degradations)}: expected one or several of {', '.join(DEGRADATIONS)}.")
    amounts = {name: _amounts(name) for name in degradations}
    worse = np.concatenate([_degrade(visit, name, amounts[name]) for name in degradations])
    embedded = embed(np.concatenate([badge[None], visit[None], worse]))
    unchanged, *distances = pair_distances(embedded[1:], np.broadcast_to(embedded[0], embedded[1:].shape)).tolist()
    urls, n = data_urls(worse, FACE_HEIGHT), len(PLACES) - 1
    changes = [
        {
            "name": name,
            "unit": DEGRADATIONS[name].unit,
            "amounts": amounts[name],
            "distances": [unchanged, *distances[i * n : (i + 1) * n]],
            "images": urls[i * n : (i + 1) * n],
        }
        for i, name in enumerate(degradations)
    ]
    shown_badge, shown_visit = data_urls([badge, visit], FACE_HEIGHT)
    data = {"badge": shown_badge, "visit": shown_visit, "threshold": float(threshold), "first": FIRST}
    return Interactive(
        "worse_and_worse",
        "A photograph that gets worse and worse",
        data | {"changes": changes},
        lambda: _draw(badge, worse[FIRST - 1], changes[0], threshold),
    )


def _amounts(name: str) -> list[float]:
    listed = DEGRADATIONS[name].amounts
    between = np.interp(PLACES, range(len(listed)), listed)
    return (np.floor(between) if name == "JPEG" else between.round(6)).tolist()  # libjpeg's qualities are whole


def _degrade(visit: np.ndarray, name: str, amounts: list[float]) -> np.ndarray:
    """Change the visit by each amount but the first, which is none; chance is the same for each."""
    change = DEGRADATIONS[name].change
    return np.concatenate([change(visit[None], amount, np.random.default_rng(SEED)) for amount in amounts[1:]])


def _draw(badge: np.ndarray, worse: np.ndarray, change: dict, threshold: float) -> Figure:
    figure, axes = plt.subplots(1, 3, figsize=(9, 2.6), layout="constrained", width_ratios=[1, 1, 2.4])
    titles = "badge", f"visit: {change['name']} {change['amounts'][FIRST]:g}"
    for ax, image, title in zip(axes, (badge, worse), titles, strict=False):  # the third is for the curve
        ax.imshow(image, cmap="gray", vmin=0, vmax=255)
        ax.set_title(title)
        ax.set_axis_off()
    curve = axes[2]
    curve.plot(change["distances"], "o-", color="black")
    curve.plot(FIRST, change["distances"][FIRST], "o", markersize=10)
    curve.axhline(threshold, color="black", linestyle="--", label="threshold")
    curve.set_xticks(range(len(PLACES)), [f"{amount:g}" for amount in change["amounts"]])
    curve.set(xlabel=f"{change['name']}: {change['unit']}", ylabel="distance to the badge", ylim=0)
    curve.legend()
    plt.close(figure)
    return figure
