"""From a result to points, with the arithmetic in words."""

import datetime
import math
from dataclasses import dataclass, field

from facelab.instructor.release.released import VERIFIER, GradedExercise, ReleasedNotebook
from facelab.instructor.scoring.judges import Verdict
from facelab.instructor.scoring.policy import Policy
from facelab.instructor.scoring.result import INVALID, Result


@dataclass
class Score:
    """Points of a submission.

    Parameters
    ----------
    points : dict of str to float
        By exercise; those that a person grades are missing.
    needs_manual_grade : list of str
        Exercises that a person grades, and that are answered.
    deduction : float
        Taken off the sum.
    late : bool
        Handed in after the last day: nothing counts.
    settled : bool
        A person has looked at it, and taken off something or nothing.
    explanation : list of str
        The arithmetic.
    """

    points: dict[str, float] = field(default_factory=dict)
    needs_manual_grade: list[str] = field(default_factory=list)
    deduction: float = 0.0
    late: bool = False
    settled: bool = False
    explanation: list[str] = field(default_factory=list)

    @property
    def total(self) -> float:
        """What is left of the points, never below 0."""
        return 0.0 if self.late else max(0.0, sum(self.points.values()) - self.deduction)

    @property
    def total_explained(self) -> str:
        """The last line of the arithmetic."""
        if self.late or not self.deduction:
            return f"Together: {self.total:.4g}."
        given = sum(self.points.values())
        floor = ", for it is never less than 0" if given < self.deduction else ""
        return f"Together: {given:.4g} − {self.deduction:g} = {self.total:.4g}{floor}."

    def by_hand(self, exercise: GradedExercise, points: float, is_outdated: bool = False) -> None:
        """Take the points that a person gave, in place of those that were compared.

        Parameters
        ----------
        exercise : GradedExercise
        points : float
        is_outdated : bool
            The answer has changed since.
        """
        self.points[exercise.id] = points
        self.needs_manual_grade = [name for name in self.needs_manual_grade if name != exercise.id]
        self.explanation = [line for line in self.explanation if not line.startswith(f"{exercise.id}: ")]
        what = "by hand, for an earlier answer" if is_outdated else "by hand"
        self.explanation.append(f"{exercise.id}: {points:g} of {exercise.points:g}, {what}.")
        if is_outdated and not self.late:
            self.needs_manual_grade.append(exercise.id)

    def extra(self, exercise: GradedExercise, points: float) -> None:
        """Add what a person gave beyond the points.

        Parameters
        ----------
        exercise : GradedExercise
        points : float
        """
        self.points[exercise.id] = self.points.get(exercise.id, 0.0) + points
        self.explanation.append(f"{exercise.id}: {points:g} more, by hand.")


def score(result: Result, released: ReleasedNotebook, policy: Policy, resubmissions: int = 0) -> Score:
    """Turn a result into points.

    Parameters
    ----------
    result : Result
    released : ReleasedNotebook
    policy : Policy
    resubmissions : int
        Those that cost points, this one included.

    Returns
    -------
    Score
    """
    found = Score()
    for exercise in released.exercises:
        if exercise.id == VERIFIER:
            found.points[exercise.id] = _verifier_points(result, exercise, policy, found.explanation)
        elif exercise.name:
            found.points[exercise.id] = _compared_points(result, exercise, found.explanation)
        elif exercise.cell in result.written:
            found.needs_manual_grade.append(exercise.id)
        else:
            found.points[exercise.id] = 0.0
            found.explanation.append(f"{exercise.id}: not answered, 0 of {exercise.points:g}.")
    if _too_late(result, policy):
        found.late, found.needs_manual_grade = True, []
        found.explanation.append(f"Handed in on {result.submitted[:10]}, after the last day: 0.")
    elif resubmissions and policy.resubmission:
        loss = policy.resubmission / 100 * _scored(released)
        found.deduction += resubmissions * loss
        how_many = "one re-submission" if resubmissions == 1 else f"{resubmissions} re-submissions, each −{loss:g}"
        found.explanation.append(f"{how_many}: −{found.deduction:g}.")
    for each in policy.deductions:
        if (each.student, each.assignment) == (result.student, result.assignment):
            found.settled = True
            found.deduction += each.points
            found.explanation.append(f"Taken off: −{each.points:g}, {each.reason}")
    return found


def cost_of(verdict: Verdict, kind: str) -> float:
    """Compute the cost of a verifier, from 0 up.

    Parameters
    ----------
    verdict : Verdict
    kind : {"error-rate", "eer", "log-loss"}

    Returns
    -------
    float
        0 without an error, 5 for who knows nothing.
    """
    if kind == "error-rate":
        return 10 * (verdict.far + verdict.frr) / 2
    return 10 * verdict.eer if kind == "eer" else 5 * verdict.log_loss / math.log(2)


def _verifier_points(result: Result, exercise: GradedExercise, policy: Policy, words: list[str]) -> float:
    if result.verdict is None:
        share = policy.invalid if result.state == INVALID else policy.failed
        points = exercise.points * share / 100
        words.append(f"{exercise.id}: {result.state}, {points:g} of {exercise.points:g}. {result.sentence}")
        return points
    cost = cost_of(result.verdict, policy.cost)
    worst, factor = policy.worst, 100 / policy.worst
    share = min(100.0, max(0.0, (worst - cost) * factor))
    rates = f"FAR {result.verdict.far:.2%}, FRR {result.verdict.frr:.2%}, EER {result.verdict.eer:.2%}"
    arithmetic = f"({worst:g} − {cost:.3f}) · {factor:g} = {share:.1f}"
    of = "" if exercise.points == 100 else f" per cent of {exercise.points:g}"
    words.append(f"{exercise.id}: {rates}; cost ({policy.cost}) {cost:.3f}, {arithmetic}{of}.")
    return share / 100 * exercise.points


def _compared_points(result: Result, exercise: GradedExercise, words: list[str]) -> float:
    compared = result.compared.get(exercise.id)
    if compared is None:
        if exercise.points:
            words.append(f"{exercise.id}: not graded, 0 of {exercise.points:g}.")
        return 0.0
    is_right = compared.right == compared.cases
    points = exercise.points if is_right else 0.0
    what = f"{compared.right} of {compared.cases} hidden cases right" if compared.cases > 1 else "wrong"
    what = "right" if is_right else what
    words.append(f"{exercise.id}: {what}, {points:g} of {exercise.points:g}. {compared.note}".strip())
    return points


def _scored(released: ReleasedNotebook) -> float:
    """Take the points that per cents are of: the verifier's, if there is one."""
    return sum(each.points for each in released.exercises if each.id == VERIFIER) or released.maximum


def _too_late(result: Result, policy: Policy) -> bool:
    last = policy.last_day(result.student, result.assignment)
    return last is not None and datetime.date.fromisoformat(result.submitted[:10]) > last
