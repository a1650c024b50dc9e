"""From what came out of a run to a result: comparisons happen here, in the trusted process."""

import builtins
import re
from collections.abc import Mapping

import numpy as np

from facelab.instructor.intake.sanitize import first_error
from facelab.instructor.release.released import ReleasedNotebook
from facelab.instructor.scoring.hidden_cases import ExerciseCases, HiddenCases
from facelab.instructor.scoring.judges import Judges, evaluate_verifier
from facelab.instructor.scoring.result import Compared, Result, State
from facelab.submission.contract import FACELAB_CALLS, check_verifier
from facelab.submission.process import Run

STATES = {
    "": State.GRADED,
    "grader": State.REVIEW,
    "time": State.TIMEOUT,
    "memory": State.MEMORY,
    "weights": State.INVALID,
    "file": State.INVALID,
}
NO_FAILURE = "every cell ran, and the answers were compared."
OUT_OF_MEMORY = "MemoryError", "ResourceExhausted", "bad_alloc"
REVEALS_NO_CASE = re.compile(  # what facelab.submission says of an answer
    r"it is not written yet\.|the notebook does not define \w{1,40}\.|it is \w{1,40}, expected a function\."
    r"|it is \w{1,40}, expected a number, a string or an array of these\.|it is not a plain array\."
    r"|it has [\d,]{1,9} MiB, expected at most \d+\."
    r"|it has shape \([\d, ]{0,30}\), expected \([\d, D]{1,9}\): a row for each image\."
)
ERROR = re.compile(r"(\w+): ")


def assess(
    result: Result, run: Run, released: ReleasedNotebook, hidden: HiddenCases, judges: Judges | None = None
) -> None:
    """Fill in a result from what came out of its run; a verifier needs judges."""
    result.seconds = run.seconds
    problems = {name: redact(problem) for name, problem in run.problems.items()}
    result.state, result.sentence = _state(run), run.failure or first_error(run.notebook) or NO_FAILURE
    for name, cases in hidden.items():
        result.compared[name] = _compare(name, cases, run.values, problems)
    if judges is not None and result.state == State.GRADED:
        try:
            verifier = check_verifier(run.values, problems, len(judges.images))
            result.verdict, result.people = evaluate_verifier(verifier, judges.labels), judges.source
        except ValueError as error:
            result.state = State.MEMORY if _is_out_of_memory(str(error)) else State.CRASHED
            result.sentence = f"the verifier does not keep the contract: {error}"
    if result.state == State.GRADED and (reason := _reason_to_review(run, released, hidden)):
        result.state, result.sentence = State.REVIEW, reason


def redact(problem: str) -> str:
    """Keep of a problem what cannot reveal a hidden case: the message of an error can, and so can its class."""
    if REVEALS_NO_CASE.fullmatch(problem):
        return problem
    error = ERROR.match(problem)
    kind = getattr(builtins, error[1], None) if error else None
    if isinstance(kind, type) and issubclass(kind, BaseException):
        return "it takes too long." if kind is TimeoutError else f"it ends in {kind.__name__}."
    return "it fails."


def _state(run: Run) -> State:
    if run.cause in ("error", "death") and _is_out_of_memory(run.failure):
        return State.MEMORY
    return STATES.get(run.cause, State.CRASHED)


def _is_out_of_memory(message: str) -> bool:
    return any(name in message for name in OUT_OF_MEMORY)


def _reason_to_review(run: Run, released: ReleasedNotebook, hidden: HiddenCases) -> str | None:
    if copied := run.copied_from:
        return f"its weights are those of {copied} or derived from them, and {copied} was trained on the judges."
    called = [name for name in hidden if f"{name}/{FACELAB_CALLS}" in run.problems]
    if called and not released.is_verifier:
        return f"these answers call facelab's own functions: {', '.join(called)}."
    return None


def _compare(
    name: str, cases: ExerciseCases, values: Mapping[str, np.ndarray], problems: Mapping[str, str]
) -> Compared:
    """Count the right cases; of the first wrong one, say only what kind of mistake it is."""
    n_cases = len(cases.expected)
    came_out = {i: values[f"{name}/{i}"] for i in range(n_cases) if f"{name}/{i}" in values}
    right = {i for i, value in came_out.items() if cases.is_right(i, value)}
    first_wrong = next((i for i in range(n_cases) if i not in right), None)
    note = "" if first_wrong is None else _note(cases, first_wrong, came_out, problems.get(f"{name}/{first_wrong}", ""))
    return Compared(len(right), n_cases, note)


def _note(cases: ExerciseCases, first_wrong: int, came_out: Mapping[int, np.ndarray], problem: str) -> str:
    if first_wrong not in came_out:
        return problem or "no value came out."
    return cases.hint(came_out) or problem or "a value is not as expected."
