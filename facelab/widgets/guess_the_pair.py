"""Twelve pairs of faces: a reader judges them against a threshold on the distances of pixels."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from facelab.images import Images, check_images, to_gray
from facelab.plotting import faces_sheet
from facelab.protocols import Pairs
from facelab.widgets.interactive import Interactive
from facelab.widgets.packing import data_urls

N_OF_EACH, FACE_HEIGHT = 6, 80


def guess_the_pair(images: Images, pairs: Pairs, distances: np.ndarray, threshold: float, seed: int = 0) -> Interactive:
    """Judge twelve pairs, one person or two, and see after each what is true and what the pixels said.

    Six pairs are genuine and six impostor. Each kind is sorted by its distances and cut into six equal parts, and the
    seed draws one pair of each part, so that they reach from easy ones to difficult ones for the pixels, and do not
    favor them or you.

    Parameters
    ----------
    images : ndarray of uint8 or lazy sequence, shape (N, H, W) or (N, H, W, 3)
        Shown in gray.
    pairs : Pairs
        With positions in `images`; at least six of each kind.
    distances : ndarray, shape (n_pairs,)
        Of the pixels of each pair.
    threshold : float
        A pair is accepted as one person up to this distance. Choose it on other people than those of `pairs`: this is
        left to you, and cannot be checked here.
    seed : int, default 0
        Draws the pairs and their order.

    Returns
    -------
    Interactive
        Make it the last line of a cell.

    Raises
    ------
    ValueError
        If there are not six pairs of each kind, shapes do not fit, or a number is NaN or infinite.

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> from facelab.distances import pair_distances
    >>> from facelab.images import flatten_images
    >>> from facelab.verification import choose_threshold
    >>> train, test = load_orl().split_people(n_test=10, seed=0)
    >>> measured = []
    >>> for faces in (train, test):
    ...     pairs, rows = faces.pairs(seed=0, balanced=True), flatten_images(faces.images)
    ...     measured.append((pairs, pair_distances(rows[pairs.left], rows[pairs.right])))
    >>> (train_pairs, train_distances), (test_pairs, test_distances) = measured
    >>> threshold = choose_threshold(train_distances, train_pairs.same)
    >>> guess_the_pair(test.images, test_pairs, test_distances, threshold).title
    'Twelve pairs, you against pixels'
    """
    check_images(images)
    distances = np.asarray(distances)
    _check(pairs, distances, threshold)
    chosen = _draw_pairs(pairs, distances, seed)
    sides = [to_gray(np.stack([images[i] for i in side[chosen]])) for side in (pairs.left, pairs.right)]
    urls = [data_urls(side, FACE_HEIGHT) for side in sides]
    data = {
        "threshold": float(threshold),
        "positions": chosen.tolist(),  # among all pairs, for whoever wants to judge them in another way
        "pairs": [
            {"images": both, "same": bool(pairs.same[i]), "distance": float(distances[i])}
            for i, both in zip(chosen, zip(*urls, strict=True), strict=True)
        ],
    }

    def draw() -> Figure:
        ax = faces_sheet(np.concatenate(sides, axis=2), [f"pair {n + 1}" for n in range(len(chosen))], 4)
        figure = _with_margins(ax)
        wrong = (distances <= threshold) != pairs.same
        answers = [("one" if pairs.same[i] else "two") + "*" * bool(wrong[i]) for i in chosen]
        truth = "   ".join(f"{n}: {answer}" for n, answer in enumerate(answers, 1)) + "   * the pixels are wrong"
        ax.set_title("One person, or two people? (The answers are below, upside down.)")
        figure.text(0.5, 0.02, truth, ha="center", fontsize="small", rotation=180)
        plt.close(figure)
        return figure

    return Interactive("guess_the_pair", "Twelve pairs, you against pixels", data, draw)


def _with_margins(ax: Axes) -> Figure:
    """Add room above and below the faces, whose size stays a whole number of pixels."""
    figure = plt.gcf()
    width, height = np.round(figure.get_size_inches() * figure.dpi)
    above, below = 24, 34
    figure.set_size_inches(width / figure.dpi, (height + above + below) / figure.dpi)
    ax.set_position((0, below / (height + above + below), 1, height / (height + above + below)))
    return figure


def _check(pairs: Pairs, distances: np.ndarray, threshold: float) -> None:
    if distances.shape != (len(pairs),):
        raise ValueError(f"{len(pairs)} pairs need as many distances; found an array of shape {distances.shape}.")
    if not (np.isfinite(distances).all() and np.isfinite(threshold)):
        raise ValueError("a distance or the threshold is NaN or infinite.")
    n_genuine = np.count_nonzero(pairs.same)
    if min(n_genuine, len(pairs) - n_genuine) < N_OF_EACH:
        raise ValueError(
            f"there are {n_genuine} genuine and {len(pairs) - n_genuine} impostor pairs; expected {N_OF_EACH} of each."
        )


def _draw_pairs(pairs: Pairs, distances: np.ndarray, seed: int) -> np.ndarray:
    """Draw pairs of both kinds, from all parts of their distances, in a random order: positions."""
    rng = np.random.default_rng(seed)
    chosen: list[int] = []
    shown: set[int] = set()
    for kind in (True, False):
        positions = np.flatnonzero(pairs.same == kind)
        in_order = positions[np.argsort(distances[positions], kind="stable")]
        for part in np.array_split(in_order, N_OF_EACH):
            drawn = rng.permutation(part)
            # no photograph twice, where that can be avoided: it would be recognized as a picture, not as a face
            new = (i for i in drawn if not shown & {int(pairs.left[i]), int(pairs.right[i])})
            chosen.append(int(next(new, drawn[0])))
            shown |= {int(pairs.left[chosen[-1]]), int(pairs.right[chosen[-1]])}
    return rng.permutation(chosen)
