import numpy as np
import pandas as pd
import pytest

from facelab.augmentation import DEGRADATIONS
from facelab.plotting import degradation_curves


def _measured(names):
    steps = [("none", 0), *((name, amount) for name in names for amount in DEGRADATIONS[name].amounts[1:])]
    rows = [(who, *step, i / 100, i / 1000) for who in ("first", "second") for i, step in enumerate(steps)]
    return pd.DataFrame(rows, columns=["embedder", "degradation", "amount", "far", "far_sd"])


def test_a_panel_for_each_degradation_and_a_line_for_each_recognizer_in_percent():
    axes = degradation_curves(
        _measured(["blur", "noise"]), ["second", "first"], "far", "FAR, %", ["noise", "blur"], columns=2
    )
    assert axes.shape == (2, 2)
    assert [ax.get_title() for ax in axes.flat] == ["noise", "blur", "", ""]
    second, first = axes[0, 1].get_lines()
    assert (first.get_label(), second.get_label()) == ("first", "second")
    np.testing.assert_allclose(first.get_ydata(), [0, 1, 2, 3, 4, 5])
    assert [text.get_text() for text in axes[0, 1].get_xticklabels()] == [
        f"{a:g}" for a in DEGRADATIONS["blur"].amounts
    ]
    band = axes[0, 1].collections[0].get_paths()[0].vertices[:, 1]
    assert band.max() == pytest.approx(5.5)
    assert [text.get_text() for text in axes[1, 1].get_legend().get_texts()] == ["second", "first"]


def test_a_figure_that_was_not_measured():
    with pytest.raises(KeyError, match="val"):
        degradation_curves(_measured(["blur"]), ["first"], "val", "VAL, %", ["blur"])
