"""Figures with lines and histograms."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from scipy.stats import norm
from sklearn.metrics import DetCurveDisplay

from facelab.plotting.style import COLORS, GENUINE, IMPOSTOR
from facelab.verification import VerificationCurve, check_same

OUTLINE = COLORS[1]  # of the impostor pairs


def distance_histograms(
    distances: np.ndarray, same: np.ndarray, threshold: float | None = None, bins: int = 50, ax: Axes | None = None
) -> Axes:
    """Draw which share of the genuine and of the impostor pairs has which distance: each histogram adds up to 100 %.

    Parameters
    ----------
    distances : ndarray, shape (n_pairs,)
    same : ndarray of bool, shape (n_pairs,)
    threshold : float, optional
        Drawn as a line.
    bins : int, default 50
    ax : Axes, default the current one

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = distance_histograms(np.array([0.1, 0.2, 0.8]), np.array([True, True, False]), threshold=0.5)
    >>> ax.get_xlabel()
    'distance'
    """
    check_same(same, len(distances))
    ax = ax or plt.gca()
    edges = np.histogram_bin_edges(distances, bins).tolist()
    for name, kind, color, edge, hatch in (
        ("impostor", ~same, IMPOSTOR, IMPOSTOR, ""),
        ("genuine", same, GENUINE, "black", "///"),  # hatched: it must stand out in a black-and-white print
    ):
        shares = np.histogram(distances[kind], edges)[0] / np.count_nonzero(kind)
        label = f"{name} pairs ({np.count_nonzero(kind):,})"
        ax.stairs(shares, edges, fill=True, label=label, facecolor=color, edgecolor=edge, hatch=hatch, alpha=0.55)
        if name == "impostor":  # its outline lies on top, where the genuine pairs would cover it
            ax.stairs(np.where(shares > 0, shares, np.nan), edges, color=OUTLINE, linewidth=1.5, hatch="", zorder=3)
    if threshold is not None:
        ax.axvline(threshold, color="black", linestyle="--", label=f"threshold {threshold:.4g}")
    ax.set(xlabel="distance", ylabel="share of the pairs", ylim=(0, 1.35 * ax.get_ylim()[1]))  # room for the legend
    ax.yaxis.set_major_formatter(lambda share, _: f"{round(100 * share, 6):g}%")
    ax.legend(loc="upper right")
    return ax


def roc(curves: Mapping[str, VerificationCurve], log_far: bool = False, ax: Axes | None = None) -> Axes:
    """Draw the receiver operating characteristic (ROC) of one or several verifiers.

    Parameters
    ----------
    curves : mapping of names to VerificationCurve
    log_far : bool, default False
        Whether the FAR axis is logarithmic, for the small rates that matter in use.
    ax : Axes, default the current one

    Returns
    -------
    Axes

    Examples
    --------
    >>> from facelab.verification import verification_curve
    >>> curve = verification_curve(np.array([0.1, 0.5, 0.4]), np.array([True, True, False]))
    >>> ax = roc({"ours": curve})
    """
    ax = ax or plt.gca()
    for name, curve in curves.items():
        ax.step(curve.far, curve.val, where="post", label=f"{name}, AUC {curve.auc:.3f}")
    if log_far:
        ax.set_xscale("log")
        ax.set_xlim(min(1 / curve.n_impostor for curve in curves.values()), 1)
    else:
        ax.plot([0, 1], [0, 1], color="#999999", linestyle=":", linewidth=1, label="chance")
    ax.set(xlabel="FAR: impostor pairs accepted", ylabel="VAL: genuine pairs accepted", ylim=(0, 1.02))
    ax.legend(loc="lower right")
    return ax


def det(curves: Mapping[str, VerificationCurve], ax: Axes | None = None) -> Axes:
    """Draw the detection error tradeoff (DET): both error rates, on axes where normal distances give straight lines.

    Rates above 62 % are cut off.

    Parameters
    ----------
    curves : mapping of names to VerificationCurve
    ax : Axes, default the current one

    Returns
    -------
    Axes

    References
    ----------
    A. Martin et al., The DET curve in assessment of detection task performance, Eurospeech 1997.

    Examples
    --------
    >>> from facelab.verification import verification_curve
    >>> curve = verification_curve(np.arange(20.0), np.arange(20) % 3 == 0)
    >>> ax = det({"ours": curve})
    """
    ax = ax or plt.gca()
    for name, curve in curves.items():
        inside = (curve.far > 0) & (curve.frr > 0)  # a rate of 0 is infinitely far away
        display = DetCurveDisplay(fpr=curve.far[inside], fnr=curve.frr[inside])
        display.plot(ax=ax, name=f"{name}, EER {curve.eer:.1%}")
    lowest = norm.ppf(min(0.5 / max(curve.n_genuine, curve.n_impostor) for curve in curves.values()))
    ax.plot([lowest, -lowest], [lowest, -lowest], color="#999999", linestyle=":", linewidth=1, label="FAR = FRR")
    ax.set(xlabel="FAR: impostor pairs accepted", ylabel="FRR: genuine pairs rejected")
    ax.set(xlim=(lowest, 0.3), ylim=(lowest, 0.3))
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return ax


def lines_with_spread(
    x: Sequence | np.ndarray, runs: Mapping[str, np.ndarray], xlabel: str, ylabel: str, ax: Axes | None = None
) -> Axes:
    """Draw the mean of several runs as a line, and one standard deviation (ddof = 1) on each side as a band.

    Parameters
    ----------
    x : array_like, shape (n_x,)
    runs : mapping of names to ndarray, shape (n_runs, n_x)
    xlabel, ylabel : str
    ax : Axes, default the current one

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = lines_with_spread([0, 1], {"ours": np.array([[1, 2], [3, 4]])}, "shift (pixels)", "accuracy")
    """
    ax = ax or plt.gca()
    for name, values in runs.items():
        mean = np.mean(values, axis=0)
        deviation = np.std(values, axis=0, ddof=1) if len(values) > 1 else np.zeros_like(mean)
        (line,) = ax.plot(x, mean, marker="o", markersize=4, label=name)
        ax.fill_between(x, mean - deviation, mean + deviation, color=line.get_color(), alpha=0.15, linewidth=0)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    ax.legend()
    return ax
