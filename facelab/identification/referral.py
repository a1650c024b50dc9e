"""When in doubt, ask a person: answers below a confidence, and what they cost and save."""

import numpy as np

from facelab.verification.discard import errors_among_best

ASK = "ask a person"


def answer_or_refer(names: np.ndarray, confidence: np.ndarray, least: float) -> np.ndarray:
    """Keep the answers that are confident enough; the others become "ask a person".

    Parameters
    ----------
    names : ndarray of str or int, shape (N,)
        What a gallery says.
    confidence : ndarray of float, shape (N,)
        How sure each answer is, e.g. the largest probability of `Gallery.predict_proba`, or a share of votes.
    least : float
        An answer of exactly this confidence is kept.

    Returns
    -------
    ndarray of object, shape (N,)

    Raises
    ------
    ValueError
        If the shapes do not fit, or a number is NaN.

    Examples
    --------
    >>> answer_or_refer(np.array(["Ada", "unknown", "Bo"]), np.array([0.98, 0.90, 0.55]), least=0.9).tolist()
    ['Ada', 'unknown', 'ask a person']
    """
    names, confidence = np.asarray(names), _check(confidence, "names", len(names))
    if np.isnan(least):
        raise ValueError("least is NaN; expected a confidence.")
    return np.where(confidence >= least, names.astype(object), ASK)


def errors_after_referral(confidence: np.ndarray, right: np.ndarray, referred: np.ndarray) -> np.ndarray:
    """Measure the errors among the answers that are left when the least certain ones go to a person.

    Parameters
    ----------
    confidence : ndarray of float, shape (N,)
    right : ndarray of bool, shape (N,)
        Whether each answer is right.
    referred : ndarray of float, shape (n,)
        Shares that go to a person, from 0 to less than 1. Of equal confidences, an expected number counts as wrong, so
        that the order of the answers does not matter.

    Returns
    -------
    ndarray of float, shape (n,)
        For each share, how many of the answers that are left are wrong.

    Raises
    ------
    ValueError
        If the shapes do not fit, there is no answer, a number is NaN, or a share leaves no answer.

    References
    ----------
    R. El-Yaniv, Y. Wiener, On the foundations of noise-free selective classification, JMLR 11, 2010: the risk-coverage
    curve, whose coverage is one minus what is referred.

    Examples
    --------
    >>> confidence, right = np.array([0.9, 0.6, 0.8, 0.5]), np.array([True, False, True, True])
    >>> errors_after_referral(confidence, right, [0, 0.25, 0.5])
    array([0.25      , 0.33333333, 0.        ])
    """
    right, referred = np.asarray(right, bool), np.asarray(referred, float)
    confidence = _check(confidence, "right", len(right))
    if not len(right):
        raise ValueError("there is no answer.")
    if not np.all((referred >= 0) & (referred < 1)):
        raise ValueError("referred: expected shares from 0 to less than 1, so that an answer is left.")
    to_person = np.floor(referred * len(right) + 1e-9).astype(int)  # 0.29 · 100 is 28.999…
    return errors_among_best(~right, confidence)[np.minimum(to_person, len(right) - 1)]


def _check(confidence: np.ndarray, other: str, n_answers: int) -> np.ndarray:
    confidence = np.asarray(confidence, float)
    if confidence.shape != (n_answers,):
        raise ValueError(f"confidence has shape {confidence.shape}; expected ({n_answers},), as {other} has.")
    if np.isnan(confidence).any():
        raise ValueError(f"confidence {int(np.isnan(confidence).argmax())} is NaN.")
    return confidence
