import ast
import re
import statistics
from dataclasses import replace
from pathlib import Path

import nbformat
import numpy as np
import pytest

from facelab.course import notebook_name
from facelab.exercises.attempt import attempt
from facelab.exercises.checking import EXERCISES
from facelab.exercises.exercise import Exercise, Mistake

SEEDS = range(20)
NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("[0-9][0-9]_*.ipynb"))


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda exercise: exercise.id)
def test_the_reference_is_right_for_every_seed(exercise):
    for seed in SEEDS:
        tried = attempt(exercise, exercise.reference, seed, seconds=10)
        assert not tried.problem and tried.n_right == tried.n_cases >= 1


def solution(exercise_id):
    """The function that the notebook's own solution defines, with the notebook's imports."""
    notebook = next(path for path in NOTEBOOKS if f'check(\\"{exercise_id}\\"' in path.read_text(encoding="utf-8"))
    cells = [cell for cell in nbformat.read(notebook, as_version=4).cells if cell.cell_type == "code"]
    statements = [statement for cell in cells for statement in ast.parse(cell.source).body]
    imports = [statement for statement in statements if isinstance(statement, ast.Import | ast.ImportFrom)]
    variables = {}
    exec(ast.unparse(ast.Module(imports, [])), variables)
    before = set(variables)
    answer = next(c for c in cells if c.metadata.get("nbgrader", {}).get("grade_id") == exercise_id)
    exec(answer.source, variables)
    asked = next(c.source for c in cells if f'check("{exercise_id}"' in c.source)
    name = re.search(r", (\w+)\)", asked).group(1)
    assert name not in before
    return variables[name]


@pytest.mark.parametrize("exercise", [e for e in EXERCISES.values() if e.cases], ids=lambda exercise: exercise.id)
def test_the_solution_in_the_notebook_is_right_for_every_seed(exercise):
    answer = solution(exercise.id)
    for seed in SEEDS:
        tried = attempt(exercise, answer, seed, seconds=10)
        assert not tried.problem and not tried.facelab_calls


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize(
    ("exercise", "number"),
    [(exercise, i) for exercise in EXERCISES.values() for i in range(len(exercise.mistakes))],
    ids=lambda value: getattr(value, "id", value),
)
def test_every_mistake_fails_for_every_seed_and_gets_its_hint(exercise, number):
    mistake = exercise.mistakes[number]
    problems = [attempt(exercise, mistake.answer, seed, seconds=10).problem for seed in SEEDS]
    assert all(problems)
    earlier = {each.hint for each in exercise.mistakes[: number + 1]}
    raised = exercise.cases and "Error" in problems[0].split("came out:")[1]
    assert raised or any(hint in problems[0] for hint in earlier)


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda exercise: exercise.id)
def test_every_exercise_has_three_mistakes_with_hints_of_their_own(exercise):
    assert len(exercise.mistakes) >= 3 and exercise.points >= 1
    for mistake in exercise.mistakes:
        assert mistake.hint.endswith(".") and len(mistake.hint) < 130


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_an_exercise_knows_its_notebook_by_its_name_not_by_its_number(path):
    named = re.findall(r'check\(\\"([a-z0-9-]+)\\"', path.read_text(encoding="utf-8"))
    assert {EXERCISES[name].notebook for name in named} == {notebook_name(path.stem)}


def test_hidden_cases_differ_from_public_ones():
    for exercise in EXERCISES.values():
        if exercise.cases:
            public, hidden = (list(exercise.cases(np.random.default_rng(seed))) for seed in (0, 1))
            assert repr(public) != repr(hidden), exercise.id


def test_a_value():
    exercise = Exercise("half", 1, "a number", 0.5, None, [Mistake(2.0, "the other way round.")])
    assert not attempt(exercise, 0.5000001, 0, 1).problem
    assert attempt(exercise, 2, 0, 1).problem == "2 is not right: the other way round."
    assert attempt(exercise, 3, 0, 1).problem == "3 is not right: it should be another number."


def test_a_hint_speaks_if_it_fits_all_cases_and_not_by_coincidence():
    exercise = Exercise(
        "square",
        1,
        "a function of a number",
        lambda x: x**2,
        lambda rng: iter([(0,), (2,), (3,)]),
        [Mistake(lambda x: x + 2, "a square, not a sum."), Mistake(lambda x: 2 * x, "a square, not twice the number.")],
    )
    assert "hint:     a square, not twice the number." in attempt(exercise, lambda x: 2 * x, 0, 1).problem
    assert "hint" not in attempt(exercise, lambda x: 4 if x == 2 else 7 * x, 0, 1).problem
    assert "hint" not in attempt(exercise, lambda x: [2, 0, 4, 7][x], 0, 1).problem  # x + 2 in the first case only
    assert "hint:     a square, not a sum." in attempt(exercise, lambda x: x + 2 if x < 3 else 1 / 0, 0, 1).problem


def problem(given, expected, tolerance=1e-6):
    exercise = Exercise("same", 1, "a function", lambda x: expected, lambda rng: iter([(0,)]), [], tolerance)
    return attempt(exercise, lambda x: given, 0, 1).problem


@pytest.mark.parametrize(
    ("place", "by", "said"),
    [
        ((0, 59), 0.5, "1 of 1600 numbers differs, first at [0, 59]: 0.75, expected 0.25."),
        ((slice(2, 4), slice(30, 40)), 0.5, "20 of 1600 numbers differ, first at [2, 30]: 0.75, expected 0.25."),
        ((3, 70), 2e-6, "1 of 1600 numbers differs, first at [3, 70]: 0.250002, expected 0.25."),
        ((3, 70), 1e-8, "1 of 1600 numbers differs, first at [3, 70]: 0.25000001, expected 0.25."),
    ],
)
def test_two_arrays_that_differ_in_the_dots_are_told_where(place, by, said):
    expected = np.full((16, 100), 0.25)
    given = expected.copy()
    given[place] += by
    text = problem(given, expected, 1e-9)
    assert f"Both are shortened here. {said}" in text and "rounded" not in text


def test_two_arrays_that_are_written_whole_differ_behind_the_point():
    assert "written alike here because numbers are rounded" in problem(np.array([0.1, 0.20001]), np.array([0.1, 0.2]))


def test_what_is_cut_off_and_holds_no_numbers_differs_in_what_is_left_out():
    assert "they differ in what is left out" in problem([["a" * 500], [1]], [["a" * 500], [2]])


def test_an_exception_comes_with_the_students_own_line():
    exercise = Exercise("mean", 1, "a function", lambda a: 1.5, lambda rng: iter([([1, 2],)]), [])

    def answer(a):
        return statistics.mean("ab")  # it raises inside the standard library

    line = answer.__code__.co_firstlineno + 1
    expected = f'(line {line}: return statistics.mean("ab")  # it raises inside the standard library)'
    assert expected in attempt(exercise, answer, 0, 1).problem
    exec(compile("\n\ndef unseen(a):\n    return a[9]", "cell", "exec"), written := {})
    assert "IndexError: list index out of range (line 4)\n" in attempt(exercise, written["unseen"], 0, 1).problem
    too_few = attempt(exercise, lambda: 0, 0, 1).problem  # raised where it is called, in a line of facelab
    assert "TypeError" in too_few and "(line" not in too_few


def test_positions_are_whole_numbers():
    def cases(rng):
        return iter([(np.array([0.5]),), (np.array([0.5, -1.0]),)])

    def floats(x):
        return np.flatnonzero(x < 0).astype(float)

    exercise = Exercise("below", 1, "a function", lambda x: np.flatnonzero(x < 0), cases, [], whole=True)
    said = attempt(exercise, floats, 0, 1)  # the first case has no positions at all
    assert said.n_right == 1 and "the values are right, but they are floats; positions have to be" in said.problem
    assert not attempt(exercise, lambda x: floats(x).astype(np.uint8), 0, 1).problem
    assert not attempt(exercise, lambda x: floats(x).astype(int).tolist(), 0, 1).problem
    assert not attempt(replace(exercise, whole=False), floats, 0, 1).problem
