import pytest

from facelab.plotting import results_table


def test_rows_columns_and_missing_values():
    ax = results_table([{"method": "pixels", "AUC": "0.9"}, {"method": "LBP"}])
    cells = {place: cell.get_text().get_text() for place, cell in ax.tables[0].get_celld().items()}
    assert cells == {(0, 0): "method", (0, 1): "AUC", (1, 0): "pixels", (1, 1): "0.9", (2, 0): "LBP", (2, 1): "–"}


def test_no_results():
    with pytest.raises(ValueError, match="no results"):
        results_table([])
