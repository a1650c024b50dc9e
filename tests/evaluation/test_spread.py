import numpy as np
import pytest

from facelab.evaluation.spread import mean_and_spread, verification_summary
from facelab.verification import verification_curve


def test_the_spread_is_that_of_a_sample():
    values = [0.1, 0.2, 0.4, 0.7]
    mean, spread = (float(part) for part in mean_and_spread(values).split(" ± "))
    assert mean == pytest.approx(np.mean(values), abs=5e-4)
    assert spread == pytest.approx(np.std(values, ddof=1), abs=5e-4)
    assert spread != pytest.approx(np.std(values), abs=5e-3)


@pytest.mark.parametrize(
    ("options", "expected"),
    [({}, "0.500 ± 0.707"), ({"percent": True}, "50.0 ± 70.7 %"), ({"percent": True, "digits": 0}, "50 ± 71 %")],
)
def test_digits_and_percent(options, expected):
    assert mean_and_spread([0, 1], **options) == expected


def test_one_result_has_no_spread():
    assert mean_and_spread([0.25]) == "0.250"


def test_a_row_per_method_from_the_curves_of_all_folds():
    same = np.arange(200) < 80
    good, poor = (verification_curve(np.arange(200.0) + noise, same) for noise in (0, 90 * same))
    table = verification_summary({"good": [good, good], "mixed": [good, poor]})
    assert table.loc["good", "AUC"] == "1.000 ± 0.000"
    assert table.loc["mixed", "AUC"] == mean_and_spread([good.auc, poor.auc])
    assert table.loc["mixed", "VAL at 1 %"] == mean_and_spread([good.val_at(0.01), poor.val_at(0.01)])
