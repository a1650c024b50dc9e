"""What submissions are tried on, and the expected answers, which stay in this process."""

import zlib
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from facelab.exercises.attempt import is_equal, known_mistake
from facelab.exercises.checking import EXERCISES
from facelab.exercises.exercise import Exercise
from facelab.instructor.answers import GRADED
from facelab.instructor.release.released import ReleasedNotebook
from facelab.submission.job import Asked

ROUNDS = 3  # how often the cases of an exercise are drawn


@dataclass(frozen=True)
class HiddenCases:
    """The cases of one exercise: arguments, and what is expected; a value has one case without arguments."""

    exercise: Exercise
    arguments: list[tuple]
    expected: list[Any]

    def is_right(self, case: int, value: np.ndarray) -> bool:
        """Compare the value that came out for a case."""
        return is_equal(_plain(value), self.expected[case], self.exercise.tolerance)

    def hint(self, case: int, value: np.ndarray) -> str:
        """Say which known mistake gives this value; empty if none does."""
        return known_mistake(self.exercise, self.arguments[case], _plain(value), self.expected[case])


@dataclass(frozen=True)
class Hidden:
    """The cases of all exercises of a notebook that are graded by comparison."""

    cases: dict[str, HiddenCases] = field(default_factory=dict)

    def inputs(self) -> dict[str, Any]:
        """List what goes into the sandbox, by name."""
        return {
            f"{name}/{number}/{i}": argument
            for name, hidden in self.cases.items()
            for number, arguments in enumerate(hidden.arguments)
            for i, argument in enumerate(arguments)
        }


def hidden_cases(released: ReleasedNotebook, secret: int) -> Hidden:
    """Draw the cases of a notebook's exercises.

    Parameters
    ----------
    released : ReleasedNotebook
    secret : int
        Seed that students must not know: with it, they could compute the cases.

    Returns
    -------
    Hidden
    """
    known = EXERCISES | GRADED
    return Hidden({each.id: _draw(known[each.id], secret) for each in released.exercises if each.id in known})


def asked(released: ReleasedNotebook, hidden: Hidden) -> dict[str, Asked]:
    """Say which answers are taken out of a notebook, and on how many cases each is tried.

    Parameters
    ----------
    released : ReleasedNotebook
    hidden : Hidden

    Returns
    -------
    dict of str to Asked
    """
    return {
        each.id: Asked(name=each.name, n_cases=len(hidden.cases[each.id].arguments) if _is_function(each.id) else 0)
        for each in released.exercises
        if each.id in hidden.cases
    }


def _plain(value: np.ndarray) -> Any:
    """Turn a single number or text into Python's own, as the student gave it."""
    return value if value.ndim else value.item()


def _is_function(exercise_id: str) -> bool:
    return (EXERCISES | GRADED)[exercise_id].cases is not None


def _draw(exercise: Exercise, secret: int) -> HiddenCases:
    if exercise.cases is None:
        return HiddenCases(exercise, [()], [exercise.reference])
    rng = np.random.default_rng([secret, zlib.crc32(exercise.id.encode())])
    arguments = [case for _ in range(ROUNDS) for case in exercise.cases(rng)]
    return HiddenCases(exercise, arguments, [exercise.reference(*case) for case in arguments])
