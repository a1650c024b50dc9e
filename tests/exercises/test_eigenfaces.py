import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from sklearn.decomposition import PCA
from sklearn.model_selection import LeaveOneOut, cross_val_score
from sklearn.neighbors import KNeighborsClassifier

from facelab.exercises.attempt import attempt, is_equal
from facelab.exercises.checking import EXERCISES
from facelab.exercises.eigenfaces import components_for, face_space_distance, leave_one_out, snapshot
from facelab.features import Eigenfaces

VARIANCES = arrays.arrays(float, st.integers(1, 30), elements=st.integers(0, 50).map(float))
GRAYS = st.integers(0, 255).map(float)


@given(VARIANCES.filter(lambda v: v.sum() > 0), st.floats(0.01, 1))
def test_the_fewest_components_that_reach_a_share(variances, share):
    variances = np.sort(variances)[::-1]
    n = components_for(variances, share)
    assert 1 <= n <= len(variances)
    assert variances[:n].sum() >= (share - 1e-8) * variances.sum()
    assert n == 1 or variances[: n - 1].sum() < share * variances.sum()


@given(st.data(), st.integers(1, 6), st.integers(1, 8))
def test_the_distance_from_face_space_is_that_of_least_squares(data, n, n_pixels):
    rows, mean = (data.draw(arrays.arrays(float, shape, elements=GRAYS)) for shape in ((n, n_pixels), (n_pixels,)))
    k = data.draw(st.integers(0, n_pixels))
    components = np.linalg.qr(np.random.default_rng(k).normal(size=(n_pixels, n_pixels)))[0][:, :k].T
    nearest = np.linalg.lstsq(components.T, (rows - mean).T)[0] if k else np.zeros((0, n))
    expected = np.linalg.norm((rows - mean).T - components.T @ nearest, axis=0)
    np.testing.assert_allclose(face_space_distance(rows, mean, components), expected, atol=1e-6)


@given(st.data(), st.integers(2, 12))
def test_leave_one_out_is_scikit_learns_where_no_two_are_equally_near(data, n):
    places = np.array(data.draw(st.permutations([2.0**i for i in range(n)])))  # no distance occurs twice
    labels = data.draw(arrays.arrays(int, n, elements=st.integers(0, 3)))
    expected = cross_val_score(KNeighborsClassifier(1), places[:, None], labels, cv=LeaveOneOut()).mean()
    assert leave_one_out(np.abs(np.subtract.outer(places, places)), labels) == pytest.approx(expected)


def test_leave_one_out_takes_the_first_of_equally_near_ones():
    distances = np.ones((3, 3)) - np.eye(3)
    assert leave_one_out(distances, np.array([0, 0, 1])) == pytest.approx(2 / 3)
    assert leave_one_out(distances, np.array([0, 1, 0])) == pytest.approx(1 / 3)


@given(st.data(), st.integers(1, 6), st.integers(1, 7))
def test_eigenfaces_of_the_small_matrix_are_orthonormal_and_rebuild_all_faces(data, n, n_pixels):
    rows = data.draw(arrays.arrays(float, (n, n_pixels), elements=GRAYS))
    found, centered = snapshot(rows), rows - rows.mean(axis=0)
    assert found.shape == (np.linalg.matrix_rank(centered), n_pixels)
    np.testing.assert_allclose(found @ found.T, np.eye(len(found)), atol=1e-7)
    np.testing.assert_allclose(centered @ found.T @ found, centered, atol=1e-3)
    variances = ((centered @ found.T) ** 2).sum(axis=0)
    assert (np.diff(variances) <= 1e-6 * variances.max(initial=1)).all()


@given(st.integers(0, 1000), st.integers(2, 9), st.integers(2, 30))
def test_eigenfaces_of_the_small_matrix_are_those_of_scikit_learn(seed, n, n_pixels):
    rows = np.random.default_rng(seed).uniform(0, 255, (n, n_pixels))
    found = snapshot(rows)
    expected = PCA(svd_solver="full").fit(rows).components_[: len(found)]
    np.testing.assert_allclose(np.abs(np.sum(found * expected, axis=1)), 1, atol=1e-5)
    assert (found.max(axis=1) >= -found.min(axis=1)).all()


def test_small_photographs_vary_in_as_many_directions_as_they_have_pixels(orl):
    small = orl.images[:, ::8, ::8][:, :14, :12].reshape(400, -1)
    assert small.shape[1] == len(Eigenfaces().fit(small).components_) == EXERCISES["most-eigenfaces"].reference


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("name", ["components-for", "face-space-distance", "leave-one-out", "snapshot-eigenfaces"])
def test_a_mistake_differs_from_the_right_answer_and_from_every_other_mistake(name):
    exercise = EXERCISES[name]
    cases = list(exercise.cases(np.random.default_rng(0)))
    answers = [exercise.reference, *(mistake.answer for mistake in exercise.mistakes)]
    for i, one in enumerate(answers):
        for other in answers[:i]:
            assert not all(is_equal(one(*case), other(*case), exercise.tolerance) for case in cases)


@pytest.mark.parametrize(
    ("name", "wrong", "n_right"),
    [
        ("components-for", lambda v, s: int((np.cumsum(v) < s * v.sum()).sum() + 1), 4),  # 0.1 added up eight times
        ("face-space-distance", lambda x, m, c: np.linalg.norm(x - m, axis=1) - np.linalg.norm((x - m) @ c.T), 0),
        ("leave-one-out", lambda d, p: np.mean(p[np.sort(d, axis=1).argsort(axis=1)[:, 1]] == p), 0),
        ("snapshot-eigenfaces", lambda x: np.linalg.svd(x - x.mean(axis=0), full_matrices=False)[2][:-1], 1),
    ],
)
def test_what_somebody_would_try_next_is_refused(name, wrong, n_right):
    tried = attempt(EXERCISES[name], wrong, seed=0, seconds=10)
    assert tried.problem and tried.n_right >= n_right


@pytest.mark.parametrize("value", [0, 2, 3, 5, 10, "three"])
def test_one_lit_eigenface_is_to_be_dropped(value):
    assert attempt(EXERCISES["eigenfaces-to-drop"], value, seed=0, seconds=10).problem
