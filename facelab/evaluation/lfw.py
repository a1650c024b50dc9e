"""The LFW protocol from end to end."""

from collections.abc import Callable
from pathlib import Path

from sklearn.base import TransformerMixin

from facelab.datasets import load_lfw
from facelab.evaluation.pair_report import PairReport
from facelab.evaluation.pairs import evaluate_pairs

FAR = {"10_folds": 1e-3, "dev": 1e-2}  # the lowest that the impostor pairs of one split can measure


def evaluate_lfw(
    embedder: TransformerMixin,
    split: str = "10_folds",
    metric: str = "euclidean",
    cache: Path | None = None,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> PairReport:
    """Evaluate an embedder on Labeled Faces in the Wild.

    Parameters
    ----------
    embedder : transformer
        From images, uint8 (n, 250, 250, 3), to embeddings.
    split : {"10_folds", "dev"}, default "10_folds"
        10_folds: view 2, 6,000 pairs, for reporting. dev: view 1, 3,200 pairs, for development; each of its two parts
        is evaluated with the threshold of the other. Whatever you choose, choose it on dev.
    metric : str, default "euclidean"
        As in `facelab.distances`.
    cache : Path, optional
        A folder for embeddings.
    on_progress : callable, optional
        Called with the number of images that are done, and the number of all.

    Returns
    -------
    PairReport
        With VAL at FAR = 0.001, on dev at 0.01.

    Raises
    ------
    ValueError
        If the split is unknown.
    FileNotFoundError
        If LFW is not on this machine and cannot be downloaded.

    References
    ----------
    G. B. Huang, M. Ramesh, T. Berg, E. Learned-Miller, Labeled Faces in the Wild, University of Massachusetts,
    Amherst, 07-49, 2007. The protocol for a network that was trained on other images is "unrestricted with labeled
    outside data" (G. B. Huang, E. Learned-Miller, UM-CS-2014-003).

    Examples
    --------
    >>> evaluate_lfw(None, split="view 2")
    Traceback (most recent call last):
    ...
    ValueError: split='view 2': expected 10_folds or dev.
    """
    if split not in FAR:
        raise ValueError(f"split={split!r}: expected {' or '.join(FAR)}.")
    faces, pairs = load_lfw("dev" if split == "dev" else "10_folds")
    return evaluate_pairs(embedder, faces, pairs, metric, FAR[split], cache, on_progress)
