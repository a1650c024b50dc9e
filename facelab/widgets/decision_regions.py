"""Points of two to four classes, and the regions that a tiny network makes for them."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from facelab.plotting import decision_map
from facelab.widgets.interactive import Interactive
from facelab.widgets.labeled_points import check_labeled, plane_data
from facelab.widgets.tiny_network import ACTIVATIONS, LEARNING_RATE, feed_forward, first_units, new_network, train

MOST_UNITS, N_STARTS, N_STEPS = 6, 5, 500


def decision_regions(
    points: np.ndarray | None = None,
    labels: Sequence | np.ndarray | None = None,
    n_hidden: int = 1,
    activation: str = "tanh",
) -> Interactive:
    """Drag a point, add a hidden unit, and see the regions of a network that is trained anew at each move.

    The network has two inputs, one hidden layer and the softmax. It is trained on the cross-entropy of all points, in
    500 steps with a learning rate of 1, from one of five fixed starts. It sees the points centered and scaled by the
    mean and the standard deviation of those given here.

    Parameters
    ----------
    points : ndarray, shape (n_points, 2), optional
        At most 40; by default a group of twelve with twelve others around it, which no line separates.
    labels : sequence, shape (n_points,), optional
        Two to four different names or numbers.
    n_hidden : int, default 1
        Hidden units at first, 1 to 6.
    activation : {"tanh", "ReLU"}
        At first.

    Returns
    -------
    Interactive
        Make it the last line of a cell.

    Examples
    --------
    >>> figure = decision_regions()
    >>> figure.title
    'Decision regions of a tiny network, for 24 points'
    >>> figure = decision_regions(np.array([[1, 2], [2, 3], [4, 1]]), ["A", "A", "B"], n_hidden=2)
    """
    if points is None and labels is None:
        points, labels = _a_group_within_another()
    points, names, numbers = check_labeled(points, labels)
    if activation not in ACTIVATIONS or not 1 <= n_hidden <= MOST_UNITS:
        raise ValueError(f"the activation is tanh or ReLU, and there are 1 to {MOST_UNITS} hidden units.")
    data = _data(points, names, numbers, n_hidden, activation)
    title = f"Decision regions of a tiny network, for {len(points)} points"
    return Interactive("decision_regions", title, data, lambda: _draw(data))


def _data(points: np.ndarray, names: list[str], numbers: np.ndarray, n_hidden: int, activation: str) -> dict:
    starts = [new_network(MOST_UNITS, len(names), seed) for seed in range(N_STARTS)]
    return plane_data(points, names, numbers) | {
        "starts": [{name: values.tolist() for name, values in start.items()} for start in starts],
        "steps": N_STEPS,
        "rate": LEARNING_RATE,
        "hidden": n_hidden,
        "activation": activation,
    }


def _draw(data: dict) -> Figure:
    """Draw the regions of two networks side by side: with the hidden units of the first one, and with one more.

    For the default points, three units are the answer to the question that the figure asks: they are not drawn.
    """
    least = min(data["hidden"], MOST_UNITS - 1)
    figure, axes = plt.subplots(1, 2, figsize=(7, 3.2), layout="constrained", sharey=True)
    for n_hidden, ax in enumerate(axes, start=least):
        _draw_regions(data, n_hidden, ax)
    axes[0].set_ylabel("feature 2")
    axes[-1].legend(loc="upper left", bbox_to_anchor=(1, 1))
    plt.close(figure)
    return figure


def _draw_regions(data: dict, n_hidden: int, ax: Axes) -> None:
    """Draw the points, and the regions of a network that is trained as the figure trains it."""
    points, labels, names, activation = (data[key] for key in ("points", "labels", "names", "activation"))
    mean, deviation = data["mean"], data["deviation"]
    x, numbers = (np.array(points) - mean) / deviation, np.array(labels)
    start = {name: np.array(values) for name, values in data["starts"][0].items()}
    network = train(first_units(start, n_hidden), x, numbers, activation, data["steps"])

    def answer(plane: np.ndarray) -> np.ndarray:
        return feed_forward(network, (plane - mean) / deviation, activation)[1].argmax(axis=1)

    decision_map(np.array(points), numbers, names, answer, ax=ax)
    n_wrong = np.count_nonzero(feed_forward(network, x, activation)[1].argmax(axis=1) != numbers)
    title = f"{n_hidden} hidden unit{'s' * (n_hidden > 1)}: {n_wrong} wrong"
    ax.set(xlabel="feature 1", ylabel="", title=title)
    if legend := ax.get_legend():  # one for both follows
        legend.remove()


def _a_group_within_another() -> tuple[np.ndarray, list[str]]:
    """Twelve points around (3.5, 3), and twelve others in a ring around them."""
    angles = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    rng = np.random.default_rng(1)
    radius = np.concatenate([np.tile([1.0, 0.5], 6), np.full(12, 2.2)])
    turned = np.concatenate([angles, angles + 0.2])
    circles = radius[:, None] * np.column_stack([1.15 * np.cos(turned), np.sin(turned)])
    points = (3.5, 3) + circles + rng.normal(scale=0.12, size=circles.shape)
    return points.round(2), ["A"] * 12 + ["B"] * 12
