import numpy as np
import pytest

from facelab.identification import s_norm, z_norm


def test_one_threshold_is_a_threshold_of_each_persons_own():
    rng = np.random.default_rng(0)
    distances, cohort = rng.random((20, 5)), rng.random((5, 50)) * np.arange(1, 6)[:, None]
    own = cohort.mean(axis=1) - 1.5 * cohort.std(axis=1)
    np.testing.assert_array_equal(z_norm(distances, cohort) <= -1.5, distances <= own)


def test_s_norm_is_symmetric():
    rng = np.random.default_rng(0)
    distances, gallery, probes = rng.random((4, 3)), rng.random((3, 9)), rng.random((4, 9))
    np.testing.assert_allclose(s_norm(distances, gallery, probes), s_norm(distances.T, probes, gallery).T)
    naive = [
        [(d - g.mean()) / g.std() / 2 + (d - p.mean()) / p.std() / 2 for d, g in zip(row, gallery, strict=True)]
        for row, p in zip(distances, probes, strict=True)
    ]
    np.testing.assert_allclose(s_norm(distances, gallery, probes), naive)


@pytest.mark.parametrize("shape", [(2, 5), (3, 1), (3,)])
def test_other_shapes_are_refused(shape):
    with pytest.raises(ValueError, match=r"expected \(3, n_cohort\)"):
        z_norm(np.ones((4, 3)), np.ones(shape))


def test_a_cohort_without_spread_is_refused():
    with pytest.raises(ValueError, match="gallery image 1 is equally far from everybody"):
        z_norm(np.ones((4, 2)), np.array([[1.0, 2.0], [3.0, 3.0]]))


def test_it_says_on_which_side_the_fault_is():
    distances, gallery, probes = np.ones((2, 3)), np.random.default_rng(0).random((3, 5)), np.ones((2, 5))
    with pytest.raises(ValueError, match="probe 0 is equally far from everybody"):
        s_norm(distances, gallery, probes)
    with pytest.raises(ValueError, match=r"each probe to the cohort have the shape \(3, 5\)"):
        s_norm(distances, gallery, gallery)
    distances[0, 0] = np.nan
    with pytest.raises(ValueError, match="NaN or infinite; omit images without a face"):
        s_norm(distances, gallery, probes)


def test_rounding_is_no_spread_and_lists_are_arrays():
    with pytest.raises(ValueError, match="gallery image 0 is equally far from everybody"):
        z_norm(np.ones((1, 1)), np.full((1, 7), np.float32(0.7)))
    assert z_norm([[1.0]], [[2.0, 4.0]]).tolist() == [[-2.0]]
    with pytest.raises(ValueError, match=r"shape \(3,\); expected \(n_probes, n_gallery\)"):
        z_norm(np.ones(3), np.ones((3, 4)))
