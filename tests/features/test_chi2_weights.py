import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from facelab.distances import pair_distances
from facelab.features import fit_chi2_weights


@pytest.fixture
def pairs():
    """Three cells of four bins: the first tells people apart, the second is noise, the third misleads."""
    rng = np.random.default_rng(0)
    same = np.arange(400) % 4 == 0
    a = rng.dirichlet(np.ones(4) * 5, (400, 3))
    other = rng.dirichlet(np.ones(4) * 5, (400, 3))
    alike = a * 0.95 + 0.05 * other
    b = np.stack([np.where(same[:, None], alike[:, 0], other[:, 0]), other[:, 1],
                  np.where(same[:, None], other[:, 2], alike[:, 2])], axis=1)  # fmt: skip
    return a.reshape(400, 12), b.reshape(400, 12), same


def test_the_cell_that_tells_people_apart_counts_most(pairs):
    weights = fit_chi2_weights(*pairs, n_cells=3).reshape(3, 4)
    assert (weights == weights[:, :1]).all()  # one weight a cell
    assert weights[0, 0] > 3 * weights[1, 0] and weights[2, 0] == 0
    assert weights.mean() == pytest.approx(1)


def test_weighted_distances_separate_better(pairs):
    a, b, same = pairs
    learn, judge = np.arange(400) < 200, np.arange(400) >= 200
    weights = fit_chi2_weights(a[learn], b[learn], same[learn], n_cells=3)
    plain = pair_distances(a[judge], b[judge], "chi2")
    weighted = pair_distances(a[judge], b[judge], "weighted_chi2", weights=weights)
    assert roc_auc_score(same[judge], -weighted) > roc_auc_score(same[judge], -plain) + 0.1


def test_a_weak_svm_keeps_the_weights_closer_together(pairs):
    weak, strong = (fit_chi2_weights(*pairs, n_cells=3, C=C) for C in (1e-4, 10))
    assert weak.std() < strong.std()


def test_the_unit_of_the_histograms_does_not_matter(pairs):
    a, b, same = pairs
    np.testing.assert_allclose(
        fit_chi2_weights(a, b, same, 3), fit_chi2_weights(a * 1000, b * 1000, same, 3), rtol=1e-3, atol=1e-6
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda a, b, same: (a, b, same, 5), "12 bins do not divide into 5 cells"),
        (lambda a, b, same: (a, b, same[:-1], 3), r"same must be bool .* of shape \(400,\)"),
        (lambda a, b, same: (a, b, np.ones_like(same), 3), "all 400 pairs are genuine"),
        (lambda a, b, same: (a, a, same, 3), "nothing to learn"),
        (lambda a, b, same: (a[:, :4], b[:, :4], ~same, 1), "all weights would be 0"),
        (lambda a, b, same: (-a, b, same, 3), "a has negative values"),
    ],
)
def test_bad_input_is_one_sentence(pairs, change, sentence):
    with pytest.raises(ValueError, match=sentence):
        fit_chi2_weights(*change(*pairs))
