"""From a result to points, with the arithmetic in words."""

import datetime
import math
from dataclasses import dataclass, field

from facelab.instructor.release.released import VERIFIER, GradedExercise, ReleasedNotebook
from facelab.instructor.scoring.judges import Verdict
from facelab.instructor.scoring.policy import Policy
from facelab.instructor.scoring.result import Result, State


@dataclass
class Score:
    """Points of a submission, and how they came about."""

    points: dict[str, float] = field(default_factory=dict)  # by exercise, without those that a person has yet to grade
    needs_manual_grade: list[str] = field(default_factory=list)  # exercises that are answered, for a person to grade
    deduction: float = 0.0
    late: bool = False  # handed in after the cutoff: nothing counts
    settled: bool = False  # a person has looked at it and entered a deduction, perhaps of 0 points
    explanation: list[str] = field(default_factory=list)

    @property
    def total(self) -> float:
        """Points less the deduction, never below 0."""
        return 0.0 if self.late else max(0.0, sum(self.points.values()) - self.deduction)

    @property
    def total_explained(self) -> str:
        """The last line of the arithmetic."""
        if self.late or not self.deduction:
            return f"Total: {self.total:.4g}."
        given = sum(self.points.values())
        floor = ", as it is never below 0" if given < self.deduction else ""
        return f"Total: {given:.4g} − {self.deduction:g} = {self.total:.4g}{floor}."

    def set_manual_points(self, exercise: GradedExercise, points: float, is_outdated: bool = False) -> None:
        """Replace an exercise's points by those that a person gave, for an earlier answer if they are outdated."""
        self.points[exercise.id] = points
        self.needs_manual_grade = [name for name in self.needs_manual_grade if name != exercise.id]
        self.explanation = [line for line in self.explanation if not line.startswith(f"{exercise.id}: ")]
        how = "by hand, for an earlier answer" if is_outdated else "by hand"
        self.explanation.append(f"{exercise.id}: {points:g} of {exercise.points:g}, {how}.")
        if is_outdated and not self.late:
            self.needs_manual_grade.append(exercise.id)

    def add_extra_credit(self, exercise: GradedExercise, points: float) -> None:
        """Add points that a person gave beyond those of the exercise."""
        self.points[exercise.id] = self.points.get(exercise.id, 0.0) + points
        self.explanation.append(f"{exercise.id}: {points:g} extra, by hand.")


def score(result: Result, released: ReleasedNotebook, policy: Policy, resubmissions: int = 0) -> Score:
    """Turn a result into points; `resubmissions` are those that cost points, this one included."""
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
    cutoff = policy.cutoff_date(result.student, result.assignment)
    if cutoff and datetime.date.fromisoformat(result.submitted[:10]) > cutoff:
        found.late, found.needs_manual_grade = True, []
        found.explanation.append(f"Handed in on {result.submitted[:10]}, after the last day: 0.")
    elif resubmissions and policy.resubmission:
        loss = policy.resubmission / 100 * _percent_base(released)
        found.deduction += resubmissions * loss
        how_many = "One resubmission" if resubmissions == 1 else f"{resubmissions} resubmissions, each −{loss:g}"
        found.explanation.append(f"{how_many}: −{found.deduction:g}.")
    for each in policy.deductions:
        if (each.student, each.assignment) == (result.student, result.assignment):
            found.settled = True
            found.deduction += each.points
            found.explanation.append(f"Deduction: −{each.points:g}, {each.reason}")
    return found


def cost_of(verdict: Verdict, kind: str) -> float:
    """Compute the cost of a verifier, of a kind that `Policy.cost` lists: 0 without an error, 5 by guessing."""
    if kind == "error-rate":
        return 10 * (verdict.far + verdict.frr) / 2
    return 10 * verdict.eer if kind == "eer" else 5 * verdict.log_loss / math.log(2)


def _verifier_points(result: Result, exercise: GradedExercise, policy: Policy, explanation: list[str]) -> float:
    if result.verdict is None:
        percent = policy.invalid if result.state == State.INVALID else policy.failed
        points = exercise.points * percent / 100
        explanation.append(f"{exercise.id}: {result.state}, {points:g} of {exercise.points:g}. {result.sentence}")
        return points
    cost = cost_of(result.verdict, policy.cost)
    max_cost, factor = policy.max_cost, 100 / policy.max_cost
    percent = min(100.0, max(0.0, (max_cost - cost) * factor))
    rates = f"FAR {result.verdict.far:.2%}, FRR {result.verdict.frr:.2%}, EER {result.verdict.eer:.2%}"
    arithmetic = f"({max_cost:g} − {cost:.3f}) · {factor:g} = {percent:.1f}"
    of = "" if exercise.points == 100 else f" percent of {exercise.points:g}"
    explanation.append(f"{exercise.id}: {rates}; cost ({policy.cost}) {cost:.3f}, {arithmetic}{of}.")
    return percent / 100 * exercise.points


def _compared_points(result: Result, exercise: GradedExercise, explanation: list[str]) -> float:
    compared = result.compared.get(exercise.id)
    if compared is None:
        if exercise.points:
            explanation.append(f"{exercise.id}: not graded, 0 of {exercise.points:g}.")
        return 0.0
    is_right = compared.right == compared.cases
    points = exercise.points if is_right else 0.0
    what = f"{compared.right} of {compared.cases} hidden cases right" if compared.cases > 1 else "wrong"
    what = "right" if is_right else what
    explanation.append(f"{exercise.id}: {what}, {points:g} of {exercise.points:g}. {compared.note}".strip())
    return points


def _percent_base(released: ReleasedNotebook) -> float:
    """Find the points that percentages refer to: the verifier's, if there is one."""
    return sum(each.points for each in released.exercises if each.id == VERIFIER) or released.maximum
