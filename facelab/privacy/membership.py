"""Membership: whether a network tells who was in its training set."""

import numpy as np

from facelab.distances import distance_matrix
from facelab.protocols import check_labels
from facelab.verification import verification_curve


def spread_of_people(embeddings: np.ndarray, labels: np.ndarray, metric: str = "euclidean") -> np.ndarray:
    """Measure how tightly each person's images lie together: the mean distance of the person's genuine pairs.

    Parameters
    ----------
    embeddings : ndarray of float, shape (N, D)
    labels : ndarray of int, shape (N,)
        At least two images of each person.
    metric : str, default "euclidean"
        As in `pair_distances`.

    Returns
    -------
    ndarray of float, shape (n_people,)
        In the order of the sorted labels.

    Raises
    ------
    ValueError
        If there is not one label for each embedding, or a person has a single image.

    Examples
    --------
    >>> spread_of_people(np.array([[0.0], [2.0], [5.0], [6.0]]), np.array([4, 4, 9, 9]))
    array([2., 1.])
    """
    check_labels(labels)
    if len(embeddings) != len(labels):
        raise ValueError(f"{len(embeddings)} embeddings but {len(labels)} labels: each embedding needs one.")
    spreads = []
    for person in np.unique(labels):
        own = embeddings[labels == person]
        if len(own) < 2:
            raise ValueError(f"person {person} has one image; a genuine pair needs two.")
        spreads.append(distance_matrix(own, own, metric)[np.triu_indices(len(own), 1)].mean())
    return np.array(spreads)


def membership_auc(member_scores: np.ndarray, other_scores: np.ndarray) -> float:
    """Measure how well a score tells people of the training set from others: the area under the ROC curve.

    The attack accepts whoever has a score of at most a threshold. Its advantage at a threshold (Yeom et al.) is VAL −
    FAR of `verification_curve`; the best of all thresholds is above 0 by chance where people are few, the area is not.

    Parameters
    ----------
    member_scores : ndarray of float, shape (n_members,)
        E.g. of `spread_of_people`; smaller speaks for membership.
    other_scores : ndarray of float, shape (n_others,)

    Returns
    -------
    float
        How often a member has a smaller score than somebody else (ties count half): 0.5 gives nothing away, 1 all.

    Raises
    ------
    ValueError
        If one side is empty, or a score is NaN or infinite.

    References
    ----------
    R. Shokri, M. Stronati, C. Song, V. Shmatikov, Membership inference attacks against machine learning models, IEEE
    S&P 2017. S. Yeom, I. Giacomelli, M. Fredrikson, S. Jha, Privacy risk in machine learning: Analyzing the connection
    to overfitting, CSF 2018.

    Examples
    --------
    >>> membership_auc(np.array([0.1, 0.5]), np.array([0.4, 0.9]))
    0.75
    """
    member_scores, other_scores = np.asarray(member_scores, np.float64), np.asarray(other_scores, np.float64)
    if member_scores.ndim != 1 or other_scores.ndim != 1 or not len(member_scores) or not len(other_scores):
        raise ValueError(
            f"found scores of members {member_scores.shape} and of others {other_scores.shape}; expected (n,), at "
            "least one of each."
        )
    is_member = np.arange(len(member_scores) + len(other_scores)) < len(member_scores)
    return verification_curve(np.concatenate([member_scores, other_scores]), is_member).auc
