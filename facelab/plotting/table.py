"""Figures of tables of results."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.transforms import Bbox

from facelab.verification import VerificationCurve

FONT_SIZE = 8.5  # points


def results_table(rows: Sequence[Mapping[str, str]], ax: Axes | None = None) -> Axes:
    """Draw results as a table: one row per method, one column per protocol or rate.

    Parameters
    ----------
    rows : sequence of mappings of str to str
        Column name to text, for example `{"method": "pixels", "AUC": "0.939 ± 0.018"}`. The first row's keys are the
        columns; a row without a key shows a dash.
    ax : Axes, default the current one

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = results_table([{"method": "pixels", "AUC": "0.939"}, {"method": "eigenfaces", "AUC": "0.948"}])
    """
    if not rows:
        raise ValueError("there are no results to show.")
    ax = ax or plt.gca()
    columns = list(rows[0])
    cells = [[row.get(column, "–") for column in columns] for row in rows]
    table = ax.table(cells, colLabels=columns, cellLoc="center", bbox=Bbox.unit())
    table.auto_set_font_size(False)
    table.set_fontsize(FONT_SIZE)
    table.auto_set_column_width(list(range(len(columns))))
    for (row, column), cell in table.get_celld().items():
        cell.visible_edges = "B"
        cell.set_edgecolor("black" if row == 0 else "#DDDDDD")
        if row == 0:
            cell.set_text_props(weight="bold")
        if column == 0:
            cell.set_text_props(ha="left")
    ax.set_axis_off()
    return ax


def verification_table(folds: Mapping[str, Sequence[VerificationCurve]], ax: Axes | None = None) -> Axes:
    """Draw how well methods verify: mean ± standard deviation over the folds, and the AUC of each fold.

    VAL@1% is the share of genuine pairs accepted where 1 % of the impostor pairs are.

    Parameters
    ----------
    folds : mapping of names to sequence of VerificationCurve
        The curves of each method, one per fold.
    ax : Axes, default the current one

    Returns
    -------
    Axes

    Examples
    --------
    >>> from facelab.verification import verification_curve
    >>> curve = verification_curve(np.arange(200) / 200, np.arange(200) < 80)
    >>> ax = verification_table({"ours": [curve, curve]})
    """
    rows = []
    for method, curves in folds.items():
        auc, eer = [curve.auc for curve in curves], [curve.eer for curve in curves]
        row = {"method": method, "AUC": _spread(auc), "EER": _spread(eer)}
        row["VAL@1%"] = _spread([curve.val_at(0.01) for curve in curves])
        rows.append(row | {f"fold {fold}": f"{value:.3f}" for fold, value in enumerate(auc)})
    return results_table(rows, ax)


def _spread(values: Sequence[float]) -> str:
    return f"{np.mean(values):.3f} ± {np.std(values):.3f}"
