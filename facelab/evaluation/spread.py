"""How the course writes a result: a mean over folds, seeds or draws, and its spread."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from facelab.verification import VerificationCurve


def mean_and_spread(values: Sequence[float] | np.ndarray, percent: bool = False, digits: int | None = None) -> str:
    """Write the mean of several results, and their standard deviation if there are at least two.

    Parameters
    ----------
    values : array_like of float, shape (n,)
        One result per fold, seed or draw.
    percent : bool, default False
        Whether to write shares from 0 to 1 as percent.
    digits : int, default 3, or 1 for percent
        After the decimal point.

    Returns
    -------
    str
        The standard deviation is that of a sample (ddof = 1).

    Examples
    --------
    >>> mean_and_spread([0.9, 0.94, 0.98])
    '0.940 ± 0.040'
    >>> mean_and_spread([0.9, 0.94, 0.98], percent=True)
    '94.0 ± 4.0 %'
    >>> mean_and_spread([0.885], percent=True)
    '88.5 %'
    """
    scaled = np.asarray(values, float) * (100 if percent else 1)
    digits = digits if digits is not None else 1 if percent else 3
    spread = f" ± {scaled.std(ddof=1):.{digits}f}" if len(scaled) > 1 else ""
    return f"{scaled.mean():.{digits}f}{spread}{' %' if percent else ''}"


def verification_summary(curves: Mapping[str, Sequence[VerificationCurve]]) -> pd.DataFrame:
    """Collect how well methods verify, a row per method, each figure with its spread over the folds.

    Parameters
    ----------
    curves : mapping of names to sequence of VerificationCurve
        The curves of each method, one per fold.

    Returns
    -------
    DataFrame
        AUC, EER and VAL at a FAR of 1 %, as text.

    Examples
    --------
    >>> from facelab.verification import verification_curve
    >>> curve = verification_curve(np.arange(200) / 200, np.arange(200) < 80)
    >>> verification_summary({"ours": [curve, curve]})
                    AUC            EER      VAL at 1 %
    ours  1.000 ± 0.000  0.000 ± 0.000  1.000 ± 0.000
    """
    rows = {
        method: {
            "AUC": mean_and_spread([curve.auc for curve in folds]),
            "EER": mean_and_spread([curve.eer for curve in folds]),
            "VAL at 1 %": mean_and_spread([curve.val_at(0.01) for curve in folds]),
        }
        for method, folds in curves.items()
    }
    return pd.DataFrame.from_dict(rows, orient="index")
