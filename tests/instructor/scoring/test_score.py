import datetime

import nbformat
import numpy as np
import pytest

from facelab.instructor.release.released import GradedExercise, ReleasedNotebook
from facelab.instructor.scoring.judges import Verdict
from facelab.instructor.scoring.policy import Deduction, Policy
from facelab.instructor.scoring.result import Compared, Result
from facelab.instructor.scoring.score import cost_of, score

EXERCISES = ReleasedNotebook(
    "00",
    nbformat.v4.new_notebook(),
    [GradedExercise("accept", 1, "accept-check", "accept"), GradedExercise("identify", 2, "identify-check", "identify")]
    + [GradedExercise("words", 3, "words")],
)
VERIFIER = ReleasedNotebook("a2", nbformat.v4.new_notebook(), [GradedExercise("embed", 100, "embed-check", "embed")])
VERDICT = Verdict(
    threshold=1.0, far=0.04, frr=0.10, eer=0.06, auc=0.98, log_loss=0.08 * np.log(2), genuine=[0.5], impostor=[2.0]
)


def result(**changes):
    return Result("ada", changes.pop("assignment", "00"), "k", "f", "2026-11-20T10:00:00", **changes)


def test_only_an_answer_that_is_right_on_all_cases_has_points():
    compared = {"accept": Compared(15, 15), "identify": Compared(23, 24, "a distance that equals the threshold")}
    found = score(result(compared=compared, written={"words": "because"}), EXERCISES, Policy())
    assert found.points == {"accept": 1, "identify": 0} and found.needs_manual_grade == ["words"] and found.total == 1
    assert found.explanation[1] == "identify: 23 of 24 hidden cases right, 0 of 2. a distance that equals the threshold"


def test_words_that_are_missing_have_no_points():
    found = score(result(), EXERCISES, Policy())
    assert found.points == {"accept": 0, "identify": 0, "words": 0} and found.needs_manual_grade == []


@pytest.mark.parametrize(("cost", "points"), [("error-rate", 93), ("eer", 94), ("log-loss", 96)])
def test_a_verifier(cost, points):
    found = score(result(assignment="a2", verdict=VERDICT), VERIFIER, Policy(cost=cost))
    assert found.total == pytest.approx(points)
    assert f"(10 − {cost_of(VERDICT, cost):.3f}) · 10 = {points:.1f}" in found.explanation[0]


def test_the_worst_cost_can_be_changed_and_points_need_not_be_100():
    smaller = ReleasedNotebook("a2", nbformat.v4.new_notebook(), [GradedExercise("embed", 80, "embed-check", "embed")])
    found = score(result(assignment="a2", verdict=VERDICT), smaller, Policy(max_cost=5))
    assert found.total == pytest.approx(0.86 * 80) and "(5 − 0.700) · 20 = 86.0 percent of 80." in found.explanation[0]


def test_points_are_never_below_0_or_above_all():
    awful = Verdict(1.0, 1.0, 1.0, 1.0, 0.0, 30.0, [], [])
    assert score(result(verdict=awful), VERIFIER, Policy(cost="log-loss")).total == 0
    assert score(result(verdict=awful), VERIFIER, Policy()).total == 0


@pytest.mark.parametrize(("state", "points"), [("crashed", 50), ("timeout", 50), ("out-of-memory", 50), ("invalid", 0)])
def test_a_verifier_that_did_not_run(state, points):
    found = score(result(state=state, sentence="cell 3: KeyError"), VERIFIER, Policy())
    assert found.total == points and "cell 3: KeyError" in found.explanation[0]


def test_resubmissions_and_deductions_are_said_in_words():
    policy = Policy(
        deductions=[Deduction(student="ada", assignment="a2", points=5, reason="the file had another name.")]
    )
    found = score(result(assignment="a2", verdict=VERDICT), VERIFIER, policy, resubmissions=2)
    assert found.total == pytest.approx(93 - 20 - 5)
    assert found.explanation[1:] == ["2 resubmissions, each −10: −20.", "Deduction: −5, the file had another name."]
    assert found.total_explained == "Total: 93 − 25 = 68."
    found = score(result(assignment="a2", state="invalid"), VERIFIER, policy)
    assert found.total_explained == "Total: 0 − 5 = 0, as it is never below 0."


def test_an_exercise_without_points_can_still_be_wrong():
    released = ReleasedNotebook(
        "a1", nbformat.v4.new_notebook(), [GradedExercise("accept", 0, "accept-check", "accept")]
    )
    found = score(result(compared={"accept": Compared(0, 3)}), released, Policy())
    assert found.explanation == ["accept: 0 of 3 hidden cases right, 0 of 0."]


@pytest.mark.parametrize(("final", "extension", "total"), [(19, None, 0), (20, None, 93), (19, 21, 93), (25, 19, 93)])
def test_the_last_day(final, extension, total):
    extensions = {"ada": datetime.date(2026, 11, extension)} if extension else {}
    policy = Policy(cutoff=datetime.date(2026, 11, final), extensions=extensions)
    assert score(result(verdict=VERDICT), VERIFIER, policy).total == pytest.approx(total)
