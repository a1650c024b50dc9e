"""One neuron between two people: its weights and its bias are moved by hand, or by a step of gradient descent."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

from facelab.plotting import COLORS, decision_map
from facelab.plotting.decision_map import MARKERS, PEOPLE
from facelab.widgets.interactive import Interactive
from facelab.widgets.labeled_points import check_labeled, plane_data

LARGEST = 5.0  # weight or bias that a slider reaches, with either sign
LEVELS = 0.1, 0.5, 0.9  # outputs whose lines are drawn


def one_neuron(
    features: np.ndarray,
    labels: np.ndarray,
    names: Sequence[str] = "BA",
    weights: Sequence[float] | np.ndarray = (1.0, -1.0),
    bias: float = 0.0,
    rate: float = 2.0,
    inputs: Sequence[str] = ("feature 1", "feature 2"),
) -> Interactive:
    """Move the weights and the bias of a neuron, and see its line, its outputs and its loss; or let it take a step.

    The output is the sigmoid of w · x + b, where x are the features, centered and scaled by their mean and standard
    deviation. The loss is the mean squared difference between the outputs and the labels. A step moves the weights
    and the bias against the gradient of that loss.

    Parameters
    ----------
    features : ndarray, shape (n_faces, 2)
        Two numbers for each of at most 40 faces.
    labels : ndarray of 0 and 1, shape (n_faces,)
        The right answers.
    names : sequence of str, default "BA"
        Of the people with the labels 0 and 1.
    weights : sequence of float, shape (2,), default (1, -1)
        At the start, from -5 to 5.
    bias : float, default 0
        At the start, from -5 to 5.
    rate : float, default 2
        The learning rate: a step is the gradient times this number.
    inputs : sequence of str
        What the two features are called.

    Returns
    -------
    Interactive
        Make it the last line of a cell.

    Raises
    ------
    ValueError
        If the labels are not 0 and 1, both names are the same, a slider does not reach the weights or the bias, or the
        learning rate is not positive.

    Examples
    --------
    >>> figure = one_neuron(np.array([[0.5, 0.3], [0.6, 0.4], [0.4, 0.4]]), np.array([1, 1, 0]))
    >>> figure.title
    'One neuron, and 3 faces of A and B'
    """
    data = _data(np.asarray(features), np.asarray(labels), names)
    start = np.array([*weights, bias], float)
    if start.shape != (3,) or not (np.abs(start) <= LARGEST).all():  # nan is refused, too
        raise ValueError(f"two weights and a bias from {-LARGEST:g} to {LARGEST:g} are needed.")
    if not 0 < rate < np.inf:
        raise ValueError(f"rate={rate}: expected a positive learning rate.")
    if len(inputs) != 2:
        raise ValueError(f"{len(inputs)} names of inputs are given for two features.")
    neuron = {"weights": start[:2].tolist(), "bias": float(start[2])}
    data |= {"neuron": neuron, "largest": LARGEST, "rate": float(rate), "inputs": list(inputs)}
    title = f"One neuron, and {len(data['points'])} faces of {names[1]} and {names[0]}"
    return Interactive("one_neuron", title, data, lambda: _draw(data))


def _data(features: np.ndarray, labels: np.ndarray, names: Sequence[str]) -> dict:
    """Check the points; their classes are numbered in the order of the names, as in each map of the course."""
    if len(names) != 2 or names[0] == names[1]:
        raise ValueError(f"the two people need two different names, not {list(names)}.")
    if not np.isin(labels, (0, 1)).all():
        raise ValueError("the labels must be 0 or 1: they are the right answers of a neuron.")
    points, sorted_names, numbers = check_labeled(features, np.array(list(names))[labels.astype(int)])
    return plane_data(points, sorted_names, numbers) | {"positive": sorted_names.index(names[1])}


def _draw(data: dict) -> Figure:
    """Draw the map and the outputs of the neuron at the start."""
    numbers = np.array(data["labels"])
    answers = (numbers == data["positive"]).astype(float)
    outputs = _outputs(data, np.array(data["points"]))
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained", width_ratios=[1.15, 1])
    _draw_map(data, numbers, left)
    n_right = np.count_nonzero((outputs > 0.5) == answers)
    w1, w2, b = (f"{value:g}".replace("-", "−") for value in (*data["neuron"]["weights"], data["neuron"]["bias"]))
    left.set_title(f"$w_1$ = {w1}, $w_2$ = {w2}, $b$ = {b}: {n_right} of {len(answers)} right")

    faces = np.arange(1, len(answers) + 1)
    right.vlines(faces, outputs, answers, color=COLORS[1], linestyle="-", linewidth=2, label="how wrong")
    right.axhline(0.5, color="black", linewidth=1.6, linestyle="-", label="output 0.5")
    for k, name in enumerate(data["names"]):
        is_k = numbers == k
        look = {"s": 45, "marker": MARKERS[k], "color": PEOPLE[k], "edgecolor": "black", "label": name, "zorder": 3}
        right.scatter(faces[is_k], outputs[is_k], **look)
    right.set(xlabel="face", ylabel="output", ylim=(-0.05, 1.05), title=f"loss {_loss(outputs, answers):.4f}")
    right.xaxis.get_major_locator().set_params(integer=True)
    right.legend(loc="upper left", bbox_to_anchor=(1, 1))
    plt.close(figure)
    return figure


def _draw_map(data: dict, numbers: np.ndarray, ax: Axes) -> None:
    """Draw the points, shade the plane by the output, and draw the lines where it is 0.1, 0.5 and 0.9."""
    decision_map(np.array(data["points"]), numbers, data["names"], ax=ax)
    if legend := ax.get_legend():  # the other part has one
        legend.remove()
    across, up = np.meshgrid(*(np.linspace(data["low"][i], data["high"][i], 200) for i in (0, 1)))
    outputs = _outputs(data, np.stack([across, up], axis=-1))
    one, zero = PEOPLE[data["positive"]], PEOPLE[1 - data["positive"]]
    shades = LinearSegmentedColormap.from_list("output", [zero, "white", one])
    ax.contourf(across, up, outputs, levels=np.linspace(0, 1, 11), cmap=shades, alpha=0.5)
    lines = ax.contour(
        across, up, outputs, levels=LEVELS, colors="black", linewidths=[0.8, 1.6, 0.8], linestyles=["--", "-", "--"]
    )
    for text in ax.clabel(lines, LEVELS[::2], fmt="%g"):
        text.set_path_effects([withStroke(linewidth=3, foreground="white")])
    ax.plot(*data["mean"], "+", color="black", markersize=9)
    ax.set(xlabel=f"$x_1$: {data['inputs'][0]}", ylabel=f"$x_2$: {data['inputs'][1]}")


def _outputs(data: dict, points: np.ndarray) -> np.ndarray:
    """Compute the neuron's outputs at the start, for points (..., 2)."""
    x = (points - data["mean"]) / data["deviation"]
    return 1 / (1 + np.exp(-(x @ data["neuron"]["weights"] + data["neuron"]["bias"])))


def _loss(outputs: np.ndarray, answers: np.ndarray) -> float:
    return float(np.mean((outputs - answers) ** 2))
