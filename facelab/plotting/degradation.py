"""Curves over the strengths of degradations, a panel for each."""

from collections.abc import Iterable, Sequence

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from facelab.augmentation import DEGRADATIONS

LINE_STYLES = "o-", "s--", "D-.", "^:", "v-"  # told apart without color, too
PANEL_HEIGHT = 1.8  # inches


def degradation_curves(
    measured: pd.DataFrame,
    embedders: Iterable[str],
    figure: str,
    label: str,
    degradations: Sequence[str],
    columns: int = 4,
) -> np.ndarray:
    """Draw what is left under degradations of growing strength: a panel for each, a line for each recognizer.

    Parameters
    ----------
    measured : DataFrame
        Of one data set, as `load_robustness` gives it: columns embedder, degradation ("none" for good photographs),
        amount, the figure as a share, and its standard deviation with "_sd" in the name, which becomes a band.
    embedders : iterable of str
        At most five; the order of the lines.
    figure : str
        E.g. "accuracy".
    label : str
        What the vertical axes say; they show percent.
    degradations : sequence of str
        Keys of `DEGRADATIONS`.
    columns : int, default 4
        Panels side by side; one more than there are degradations is filled by the legend.

    Returns
    -------
    ndarray of Axes, shape (rows, columns)

    Examples
    --------
    >>> from facelab.zoo.robustness import load_robustness
    >>> measured = load_robustness()
    >>> orl = measured[measured["data"] == "ORL"]
    >>> axes = degradation_curves(orl, ["dlib", "SFace"], "val", "VAL, %", ["blur", "noise"], columns=3)
    >>> axes[0, 0].get_xlabel()
    'σ, % of the height'
    """
    table = measured.set_index(["embedder", "degradation", "amount"])[[figure, f"{figure}_sd"]]
    rows = -(-(len(degradations) + 1) // columns)  # rounded up
    _, axes = plt.subplots(
        rows, columns, figsize=(7.5, PANEL_HEIGHT * rows), sharey=True, layout="constrained", squeeze=False
    )
    for ax, name in zip(axes.flat, degradations, strict=False):
        _panel(ax, table, list(embedders), name)
    for ax in axes.flat[len(degradations) :]:
        ax.axis("off")
    axes.flat[-1].legend(*axes.flat[0].get_legend_handles_labels(), loc="center", fontsize=8, handlelength=3)
    for ax in axes[:, 0]:
        ax.set_ylabel(label, fontsize=8)
    axes.flat[0].set_ylim(0, 104)
    return axes


def _panel(ax: Axes, table: pd.DataFrame, embedders: list[str], degradation: str) -> None:
    change = DEGRADATIONS[degradation]
    steps = [("none", 0), *((degradation, amount) for amount in change.amounts[1:])]
    for embedder, style in zip(embedders, LINE_STYLES, strict=False):
        mean, spread = 100 * table.loc[[(embedder, *step) for step in steps]].to_numpy().T
        ax.plot(range(len(steps)), mean, style, markersize=3, label=embedder)
        ax.fill_between(range(len(steps)), mean - spread, mean + spread, alpha=0.15, linewidth=0, antialiased=False)
    ax.set_xticks(range(len(steps)), [f"{amount:g}" for amount in change.amounts], fontsize=7)
    ax.set_title(degradation, fontsize=8)
    ax.set_xlabel(change.unit, fontsize=7)
