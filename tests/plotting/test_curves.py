import numpy as np
import pytest
from scipy.stats import norm

from facelab.plotting import det, distance_histograms, lines_with_spread, roc
from facelab.verification import verification_curve


@pytest.fixture
def pairs():
    rng = np.random.default_rng(0)
    same = rng.random(500) < 0.3
    return rng.normal(size=500) - 2 * same, same


def test_histograms_hold_all_pairs_of_a_kind_and_say_what_they_are(pairs):
    ax = distance_histograms(*pairs, threshold=-1.0)
    for patch in ax.patches:
        shares, _, _ = patch.get_data()
        assert np.nansum(shares) == pytest.approx(1)
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    assert labels[0].startswith("impostor") and labels[2] == "threshold -1"
    assert ax.get_xlabel() and ax.get_ylabel() == "share of the pairs"
    assert ax.yaxis.get_major_formatter()(0.04) == "4%"


def test_histograms_survive_a_black_and_white_print(pairs):
    hatches = {patch.get_hatch() for patch in distance_histograms(*pairs).patches}
    assert len(hatches) == 2


def test_the_outline_of_the_impostor_pairs_lies_on_top(pairs):
    filled, outline, genuine = distance_histograms(*pairs).patches
    np.testing.assert_array_equal(np.nan_to_num(outline.get_data().values), filled.get_data().values)
    assert not outline.get_fill() and outline.get_zorder() > genuine.get_zorder()


def test_one_kind_of_pair_is_refused(pairs):
    with pytest.raises(ValueError, match="impostor pairs are needed"):
        distance_histograms(pairs[0], np.ones(500, bool))


@pytest.mark.parametrize("log_far", [False, True])
def test_roc_draws_the_curve(pairs, log_far):
    curve = verification_curve(*pairs)
    ax = roc({"a": curve, "b": curve}, log_far)
    np.testing.assert_array_equal(ax.lines[0].get_xdata(), curve.far)
    np.testing.assert_array_equal(ax.lines[0].get_ydata(), curve.val)
    assert f"a, AUC {curve.auc:.3f}" in [text.get_text() for text in ax.get_legend().get_texts()]
    assert ax.get_xlabel() and ax.get_ylabel()


def test_mean_and_spread():
    ax = lines_with_spread([1, 2], {"a": np.array([[0, 2], [4, 2]])}, "x", "y")
    assert ax.lines[0].get_ydata().tolist() == [2, 2]
    band = ax.collections[0].get_paths()[0].vertices
    assert (band[:, 1].min(), band[:, 1].max()) == pytest.approx((2 - 8**0.5, 2 + 8**0.5))


def test_one_run_has_no_band():
    ax = lines_with_spread([1, 2], {"a": np.array([[0.0, 2.0]])}, "x", "y")
    assert set(ax.collections[0].get_paths()[0].vertices[:, 1]) == {0, 2}


def test_det_is_straight_where_distances_are_normal():
    rng = np.random.default_rng(0)
    same = np.arange(200_000) % 2 == 0
    curve = verification_curve(rng.normal(size=len(same)) - 2 * same, same)
    ax = det({"normal": curve})
    x, y = ax.lines[0].get_data()
    middle = (abs(x) < 2) & (abs(y) < 2)
    assert np.corrcoef(x[middle], y[middle])[0, 1] < -0.999
    assert np.abs(x[middle] + y[middle] + 2).max() < 0.1  # equal spread, means 2 apart: slope −1, EER at −1
    assert f"{curve.eer:.1%}" in ax.get_legend().get_texts()[0].get_text()


def test_det_has_far_below_and_frr_at_the_side():
    rng = np.random.default_rng(0)
    same = np.arange(2000) % 2 == 0
    curve = verification_curve(rng.exponential(size=len(same)) * np.where(same, 0.1, 1), same)
    x, y = det({"skewed": curve}).lines[0].get_data()
    inside = (curve.far > 0) & (curve.frr > 0)
    np.testing.assert_allclose(norm.cdf(x), curve.far[inside], atol=1e-9)
    np.testing.assert_allclose(norm.cdf(y), curve.frr[inside], atol=1e-9)
