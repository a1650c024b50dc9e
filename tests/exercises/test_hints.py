from facelab.exercises.exercise import Exercise, Mistake
from facelab.exercises.hints import TriedCase, fitting_hint


def half(x):
    return x / 2


EXERCISE = Exercise(
    "half",
    1,
    "a function of a number",
    half,
    lambda rng: iter([(0,), (4,)]),
    [Mistake(lambda x: 8 / x, "the other way round."), Mistake(lambda x: 2 * x, "half, not twice.")],
)


def tried(**values):
    return [TriedCase((int(x[1:]),), value, half(int(x[1:]))) for x, value in values.items()]


def test_the_first_mistake_that_fits_every_case():
    assert fitting_hint(EXERCISE, tried(x1=2, x3=6)) == "half, not twice."
    assert fitting_hint(EXERCISE, tried(x1=8, x2=4)) == "the other way round."


def test_one_case_that_does_not_fit_silences_it():
    assert fitting_hint(EXERCISE, tried(x1=2, x3=7)) == ""


def test_cases_where_the_mistake_itself_fails_do_not_count():
    assert fitting_hint(EXERCISE, tried(x0=0, x2=4)) == "the other way round."


def test_right_answers_get_no_hint():
    assert fitting_hint(EXERCISE, tried(x0=0, x4=2)) == ""


def test_a_value():
    exercise = Exercise("pi", 1, "a number", 3.14, None, [Mistake(6.28, "half of it.")], tolerance=0.01)
    assert fitting_hint(exercise, [TriedCase((), 6.28, 3.14)]) == "half of it."
