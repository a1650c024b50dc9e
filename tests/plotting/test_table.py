import numpy as np
import pytest

from facelab.plotting import results_table, verification_table
from facelab.verification import verification_curve


def test_rows_columns_and_missing_values():
    ax = results_table([{"method": "pixels", "AUC": "0.9"}, {"method": "LBP"}])
    cells = {place: cell.get_text().get_text() for place, cell in ax.tables[0].get_celld().items()}
    assert cells == {(0, 0): "method", (0, 1): "AUC", (1, 0): "pixels", (1, 1): "0.9", (2, 0): "LBP", (2, 1): "–"}


def test_no_results():
    with pytest.raises(ValueError, match="no results"):
        results_table([])


def test_verification_shows_mean_spread_and_each_fold():
    perfect = verification_curve(np.arange(400) / 400, np.arange(400) < 100)
    useless = verification_curve(np.zeros(400), np.arange(400) < 100)
    ax = verification_table({"ours": [perfect, useless]})
    cells = {place: cell.get_text().get_text() for place, cell in ax.tables[0].get_celld().items()}
    row = {cells[0, column]: cells[1, column] for column in range(6)}
    assert row == {
        "method": "ours",
        "AUC": "0.750 ± 0.250",
        "EER": "0.250 ± 0.250",
        "VAL@1%": "0.500 ± 0.500",
        "fold 0": "1.000",
        "fold 1": "0.500",
    }
