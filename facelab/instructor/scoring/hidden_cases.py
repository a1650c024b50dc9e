"""Hidden cases: what answers are tried on, and the expected values, which never leave this process."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from facelab.exercises.checking import EXERCISES
from facelab.exercises.equality import is_equal
from facelab.exercises.exercise import Exercise
from facelab.exercises.hints import TriedCase, fitting_hint
from facelab.instructor.answers import GRADED
from facelab.instructor.release.released import ReleasedNotebook
from facelab.submission.job import AnswerRequest

N_DRAWS = 3  # how often the cases of an exercise are drawn


@dataclass(frozen=True)
class ExerciseCases:
    """Arguments and expected values of one exercise; an exercise that asks for a value has one case, without any."""

    exercise: Exercise
    arguments: list[tuple]
    expected: list[Any]

    def is_right(self, case: int, value: np.ndarray) -> bool:
        """Compare the value that came out for a case."""
        return is_equal(_plain(value), self.expected[case], self.exercise.tolerance)

    def hint(self, values: Mapping[int, np.ndarray]) -> str:
        """Say which known mistake gives the values that came out, by case; empty if none does."""
        tried = [TriedCase(self.arguments[case], _plain(value), self.expected[case]) for case, value in values.items()]
        return fitting_hint(self.exercise, tried)


HiddenCases = dict[str, ExerciseCases]  # by exercise, for those that are graded by comparison


def hidden_cases(released: ReleasedNotebook, secret: int) -> HiddenCases:
    """Draw the cases of a notebook's exercises; whoever knows the seed `secret` can compute them."""
    known = EXERCISES | GRADED
    return {each.id: _draw(known[each.id], secret) for each in released.exercises if each.id in known}


def case_inputs(hidden: HiddenCases) -> dict[str, Any]:
    """List what goes into the sandbox, by name."""
    return {
        f"{name}/{number}/{i}": argument
        for name, cases in hidden.items()
        for number, arguments in enumerate(cases.arguments)
        for i, argument in enumerate(arguments)
    }


def answer_requests(released: ReleasedNotebook, hidden: HiddenCases) -> dict[str, AnswerRequest]:
    """Say which answers are taken out of a notebook, and on how many cases each is tried: 0 if it is a value."""
    names = {each.id: each.name for each in released.exercises}
    return {
        id: AnswerRequest(name=names[id], n_cases=len(cases.arguments) if cases.exercise.cases else 0)
        for id, cases in hidden.items()
    }


def _plain(value: np.ndarray) -> Any:
    """Turn a single number or string into Python's own, as the student gave it."""
    return value if value.ndim else value.item()


def _draw(exercise: Exercise, secret: int) -> ExerciseCases:
    if exercise.cases is None:
        return ExerciseCases(exercise, [()], [exercise.reference])
    rng = np.random.default_rng([secret, zlib.crc32(exercise.id.encode())])
    arguments = [case for _ in range(N_DRAWS) for case in exercise.cases(rng)]
    return ExerciseCases(exercise, arguments, [exercise.reference(*case) for case in arguments])
