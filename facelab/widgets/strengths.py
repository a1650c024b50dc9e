"""Changes of a photograph in many strengths, and how far each moves its embedding: what two figures show."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from facelab.distances import pair_distances
from facelab.widgets.interactive import Interactive
from facelab.widgets.packing import data_urls


class Strengths(NamedTuple):
    """A change with its amounts in their order; one of them changes nothing."""

    name: str
    unit: str
    amounts: list[float]
    unchanged: int  # which of the amounts
    apply: Callable[[float], np.ndarray]  # from an amount to the changed photograph, (H, W) or (H, W, 3)


class Captions(NamedTuple):
    """What the figure is called, and the two photographs in it, as in "the visit"."""

    title: str
    reference: str
    changed: str


def strengths_figure(
    embed: Callable[[np.ndarray], np.ndarray],
    reference: np.ndarray,
    changes: Sequence[Strengths],
    threshold: float,
    captions: Captions,
    first: int,
    height: int,
    stored: tuple[int, int] | None = None,
) -> Interactive:
    """Measure each change in each strength, and make the figure, which begins at strength number `first`.

    The picture that stands in for it shows the change and the strength numbered in `stored`, by default the first ones.
    """
    if not 0 < threshold < np.inf:
        raise ValueError(f"threshold={threshold}: expected a distance above 0.")
    changed = [[each.apply(amount) for amount in each.amounts] for each in changes]
    embedded = embed(np.concatenate([reference[None], *map(np.stack, changed)]))
    distances = pair_distances(embedded[1:], np.broadcast_to(embedded[0], embedded[1:].shape)).tolist()
    measured = []
    for each, images in zip(changes, changed, strict=True):
        own, distances = distances[: len(images)], distances[len(images) :]
        measured.append(
            {
                "name": each.name,
                "unit": each.unit,
                "amounts": each.amounts,
                "unchanged": each.unchanged,
                "distances": own,
                "images": data_urls(images, height),
            }
        )
    data = {
        "reference": data_urls([reference], height)[0],
        "captions": {"reference": captions.reference, "changed": captions.changed},
        "threshold": float(threshold),
        "first": first,
        "changes": measured,
    }
    number, strength = stored or (0, first)

    def draw() -> Figure:
        return _draw(reference, changed[number][strength], data, number, strength)

    return Interactive("worse_and_worse", captions.title, data, draw)


def _draw(reference: np.ndarray, changed: np.ndarray, data: dict, number: int, strength: int) -> Figure:
    change = data["changes"][number]
    figure, axes = plt.subplots(1, 3, figsize=(9, 2.9), layout="constrained", width_ratios=[1, 1, 2.4])
    what = f"{data['captions']['changed']}:\n{change['name']} {change['amounts'][strength]:g}"
    what += "°" if change["unit"] == "degrees" else ""
    for ax, image, title in zip(axes, (reference, changed), (data["captions"]["reference"], what), strict=False):
        ax.imshow(image, cmap="gray", vmin=0, vmax=255)
        ax.set_title(title)
        ax.set_axis_off()
    curve = axes[2]
    curve.plot(change["distances"], "o-", color="black")
    curve.plot(strength, change["distances"][strength], "o", markersize=10)
    curve.axhline(data["threshold"], color="black", linestyle="--", label="threshold")
    curve.set_xticks(range(len(change["amounts"])), [f"{amount:g}" for amount in change["amounts"]])
    highest = 1.1 * max(data["threshold"], *change["distances"])
    curve.set(xlabel=f"{change['name']}: {change['unit']}", ylim=(0, highest))
    curve.set_ylabel(f"distance to the {data['captions']['reference']}")
    curve.legend(loc="lower right")
    figure.draw_without_rendering()  # the first layout does not yet know how high square pictures stand
    plt.close(figure)
    return figure
