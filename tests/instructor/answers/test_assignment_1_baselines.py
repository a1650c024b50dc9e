from pathlib import Path

import nbformat
import numpy as np
import pytest

from facelab.datasets import load_orl
from facelab.exercises.attempt import attempt
from facelab.exercises.checking import FORMATS
from facelab.features import Eigenfaces
from facelab.instructor.answers import GRADED, assignment_1_baselines
from facelab.protocols import people_folds
from facelab.verification import choose_threshold

NOTEBOOK = Path(__file__).parents[3] / "notebooks" / "assignments" / "assignment_1_baselines.ipynb"
SEEDS = range(20)
MISTAKES = [(exercise, i) for exercise in GRADED.values() for i in range(len(exercise.mistakes))]


@pytest.fixture(scope="module")
def solutions():
    """The functions and values that the notebook's own cells define, without running its figures."""
    cells = [cell.source for cell in nbformat.read(NOTEBOOK, as_version=4).cells if cell.cell_type == "code"]
    variables = {}
    for source in cells[: next(i for i, source in enumerate(cells) if source.startswith("baseline_errors"))]:
        exec(source.replace("plotting.use_course_style()", ""), variables)
    return variables


@pytest.mark.parametrize("exercise", GRADED.values(), ids=lambda exercise: exercise.id)
def test_the_notebooks_solution_is_right_for_every_seed(exercise, solutions):
    for seed in SEEDS if exercise.cases else []:
        assert attempt(exercise, solutions[exercise.id.replace("-", "_")], seed, seconds=10).problem == ""


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize(("exercise", "number"), MISTAKES, ids=lambda value: getattr(value, "id", value))
def test_every_mistake_fails_for_every_seed_and_gets_a_hint(exercise, number):
    hints = [mistake.hint for mistake in exercise.mistakes[: number + 1]]
    for seed in SEEDS:
        problem = attempt(exercise, exercise.mistakes[number].answer, seed, seconds=10).problem
        assert any(hint in problem for hint in hints)


@pytest.mark.parametrize("exercise", GRADED.values(), ids=lambda exercise: exercise.id)
def test_the_format_accepts_what_is_right_and_mistakes_are_three_or_more(exercise):
    assert not attempt(FORMATS[exercise.id], exercise.reference, seed=0, seconds=10).problem
    assert len(exercise.mistakes) >= 3


def test_eigenface_distances_are_those_of_facelabs_eigenfaces():
    faces = load_orl()
    images = faces.images[:40, ::4, ::4]
    rows = images.reshape(40, -1).astype(float)
    vectors = Eigenfaces(12).fit(images[:30]).transform(images[30:])[:, 3:]
    found = assignment_1_baselines.eigenface_distances(rows[:30], rows[30:], 9, 3)
    np.testing.assert_allclose(found, np.linalg.norm(vectors[:, None] - vectors, axis=2), rtol=1e-3)


def test_lbp_distances_against_loops_over_pixels():
    images = np.random.default_rng(0).integers(0, 5, (3, 11, 9), dtype=np.uint8)
    histograms = [naive_histograms(image.tolist(), rows=2, columns=3, step=2) for image in images]
    expected = [[naive_chi2(a, b) for b in histograms] for a in histograms]
    np.testing.assert_allclose(assignment_1_baselines.lbp_distances(images, 2, 3, 2), expected)


def naive_histograms(image, rows, columns, step):
    height, width = len(image) - 2 * step, len(image[0]) - 2 * step
    row_of = [i for i, part in enumerate(np.array_split(range(height), rows)) for _ in part]
    column_of = [i for i, part in enumerate(np.array_split(range(width), columns)) for _ in part]
    cells = {}
    for y in range(height):
        for x in range(width):
            center, code = image[y + step][x + step], ()
            for down in (0, step, 2 * step):
                for right in (0, step, 2 * step):
                    code += (image[y + down][x + right] >= center,)
            cells.setdefault((row_of[y], column_of[x]), []).append(code)
    return {(cell, code): codes.count(code) / len(codes) for cell, codes in cells.items() for code in codes}


def naive_chi2(a, b):
    return sum((a.get(key, 0) - b.get(key, 0)) ** 2 / (a.get(key, 0) + b.get(key, 0)) for key in a.keys() | b.keys())


def test_the_stored_error_rates_are_what_is_measured():
    faces = load_orl()
    errors, own, training = np.zeros((3, 4, 4))
    for fold, (train, test) in enumerate(people_folds(faces.labels)):
        tables = zip(*(distance_tables(faces[part].images, faces[train].images) for part in (train, test)), strict=True)
        left, right = faces[train].pairs(), faces[test].pairs()
        for row, (table, test_table) in enumerate(tables):
            seen, unseen = (table[left.left, left.right], left.same), (test_table[right.left, right.right], right.same)
            errors[row, fold] = assignment_1_baselines.hter(*seen, *unseen)[1]
            own[row, fold] = assignment_1_baselines.hter(*unseen, *unseen)[1]
            training[row, fold] = assignment_1_baselines.hter(*seen, *seen)[1]
            assert choose_threshold(*seen, by="eer") > 0
    np.testing.assert_allclose(assignment_1_baselines.BASELINE_ERRORS, errors, atol=1e-4)
    np.testing.assert_allclose(assignment_1_baselines.OWN_THRESHOLD, own, atol=1e-4)
    np.testing.assert_allclose(assignment_1_baselines.TRAINING_PEOPLE, training, atol=1e-4)


def test_about_half_of_the_gap_remains_with_eigenfaces_of_all_people():
    """What the model answer of exercise 6 says."""
    faces = load_orl()
    rows = faces.images.reshape(len(faces), -1).astype(float)
    train, test = next(people_folds(faces.labels))
    pairs, test_pairs = faces[train].pairs(), faces[test].pairs()

    def error(fitted_on):
        tables = [
            assignment_1_baselines.eigenface_distances(rows[fitted_on], rows[part], 40, 3) for part in (train, test)
        ]
        seen, unseen = tables[0][pairs.left, pairs.right], tables[1][test_pairs.left, test_pairs.right]
        return assignment_1_baselines.hter(seen, pairs.same, unseen, test_pairs.same)[1]

    own = assignment_1_baselines.OWN_THRESHOLD[2, 0]
    share = (error(np.arange(len(faces))) - own) / (error(train) - own)
    assert 0.35 < share < 0.65


def distance_tables(images, train_images):
    rows, train_rows = (each.reshape(len(each), -1).astype(float) for each in (images, train_images))
    whole = assignment_1_baselines.distance_matrix(rows, rows, "euclidean")
    eigenfaces = [assignment_1_baselines.eigenface_distances(train_rows, rows, 40, drop) for drop in (0, 3)]
    return [whole, *eigenfaces, assignment_1_baselines.lbp_distances(images, 5, 5, 1)]
