"""From what came out of a run to a result: comparisons happen here, in the trusted process."""

from collections.abc import Mapping

import numpy as np

from facelab.instructor.intake.sanitize import first_error
from facelab.instructor.release.released import ReleasedNotebook
from facelab.instructor.scoring.hidden_cases import Hidden, HiddenCases
from facelab.instructor.scoring.judges import Judges, evaluate_verifier
from facelab.instructor.scoring.problems import shown
from facelab.instructor.scoring.result import CRASHED, GRADED, INVALID, MEMORY, REVIEW, TIMEOUT, Compared, Result
from facelab.submission.contract import FACELAB_CALLS, check_verifier
from facelab.submission.process import Run

STATES = {"": GRADED, "grader": REVIEW, "time": TIMEOUT, "memory": MEMORY, "weights": INVALID, "file": INVALID}
SEEN = "that network of the course was trained on the people who judge here"
RAN = "every cell ran, and the answers were compared."
OUT_OF_MEMORY = "MemoryError", "ResourceExhausted", "bad_alloc"


def assess(result: Result, run: Run, released: ReleasedNotebook, hidden: Hidden, people: Judges | None) -> None:
    """Fill in a result from what came out of the run.

    Parameters
    ----------
    result : Result
        Changed in place.
    run : Run
    released : ReleasedNotebook
    hidden : Hidden
    people : Judges or None
        Who judge a verifier.
    """
    result.seconds = run.seconds
    problems = {name: shown(problem) for name, problem in run.problems.items()}
    result.state, result.sentence = _state(run), run.failure or first_error(run.notebook) or RAN
    for name, cases in hidden.cases.items():
        result.compared[name] = _compare(name, cases, run.values, problems)
    if people is not None and result.state == GRADED:
        try:
            verifier = check_verifier(run.values, problems, len(people.images))
            result.verdict, result.people = evaluate_verifier(verifier, people.labels), people.source
        except ValueError as error:
            result.state = MEMORY if any(name in str(error) for name in OUT_OF_MEMORY) else CRASHED
            result.sentence = f"the verifier does not keep the contract: {error}"
    if result.state == GRADED and run.copied_from:
        result.state, result.sentence = (
            REVIEW,
            f"its weights are those of {run.copied_from}, or come from them: {SEEN}.",
        )
    called = [name for name in hidden.cases if f"{name}/{FACELAB_CALLS}" in run.problems]
    if result.state == GRADED and called and not released.is_verifier:
        result.state, result.sentence = REVIEW, f"these answers call facelab's own functions: {', '.join(called)}."


def _state(run: Run) -> str:
    if run.cause in ("error", "death") and any(name in run.failure for name in OUT_OF_MEMORY):
        return MEMORY
    return STATES.get(run.cause, CRASHED)


def _compare(name: str, hidden: HiddenCases, values: Mapping[str, np.ndarray], problems: Mapping[str, str]) -> Compared:
    """Count the right cases; of the first wrong one, say only what kind of mistake it is."""
    n_cases, right, note = len(hidden.expected), 0, ""
    for number in range(n_cases):
        case = f"{name}/{number}"
        value = values.get(case)
        if value is not None and hidden.is_right(number, value):
            right += 1
        elif not note:
            hint = hidden.hint(number, value) if value is not None else ""
            note = hint or problems.get(case, "" if value is None else "a value is not as expected.")
    return Compared(right, n_cases, note or ("" if right == n_cases else "no value came out."))
