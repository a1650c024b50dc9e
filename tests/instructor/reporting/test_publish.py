"""Dates, re-submissions, and what an instructor is told."""

import datetime
from dataclasses import replace

import nbformat
import pytest

from facelab.instructor.execution.bundle import Bundle
from facelab.instructor.grading_folder import GradingFolder, only_grader
from facelab.instructor.intake.submissions import Submission
from facelab.instructor.release.released import GradedExercise, ReleasedNotebook
from facelab.instructor.reporting.publish import report_notes, row_of, show_notebook
from facelab.instructor.scoring.policy import Deduction, Policy
from facelab.instructor.scoring.result import CRASHED, TIMEOUT, Compared, Result, write_result

A1 = ReleasedNotebook(
    "a1", "a1.ipynb", nbformat.v4.new_notebook(), [GradedExercise("accept", 10, "accept-check", "accept")]
)
DAY = datetime.date(2026, 12, 1)


def course(folder, **policy):
    (folder / "submitted").mkdir(exist_ok=True)
    return GradingFolder(folder, Policy(**policy), {"a1": A1}, Bundle(b"", "k"), 1, None)


def submission(day, digest, student="ada"):
    return Submission(student, "a1", None, None, (), f"2026-12-{day:02}T10:00:00", digest)


def graded(opened, each, right=3, **changes):
    """Keep a result for a submission, as the grader does."""
    compared = {"accept": Compared(right, 3)}
    when = changes.pop("graded", "")
    result = Result(each.student, "a1", opened.key(each), each.digest, each.submitted, when, **changes)
    result.compared = compared
    write_result(result, opened.result_path(each))
    return each


def total(opened, each):
    return row_of(opened, each).score.total


@pytest.mark.parametrize(
    ("days", "policy", "points"),
    [
        ([1], {}, 10),
        ([1, 2], {}, 9),
        ([1, 2, 3], {}, 8),
        ([1, 2, 3], {"due": DAY + datetime.timedelta(1)}, 9),
        ([2, 3], {"due": {"a1": DAY}, "extensions": {"ada": DAY + datetime.timedelta(9)}}, 10),
        ([2, 3], {"due": {"other": DAY}}, 9),
        ([1, 1], {}, 10),
    ],
)
def test_re_submissions(tmp_path, days, policy, points):
    opened = course(tmp_path, **policy)
    for number, day in enumerate(days):
        last = graded(opened, submission(day, f"files {number}"))
    assert total(opened, last) == points


def test_what_comes_after_the_last_day_does_not_count(tmp_path):
    opened = course(tmp_path, due=DAY, final=DAY)
    graded(opened, submission(1, "in time"), right=3)
    late = graded(opened, submission(2, "late"), right=0)
    row = row_of(opened, late)
    assert row.score.total == 10 and "that does not count" in row.score.explanation[0]
    assert total(opened, graded(opened, submission(2, "late", "bob"))) == 0
    assert (
        total(course(tmp_path, final=DAY, extensions={"bob": DAY.replace(day=5)}), submission(2, "late", "bob")) == 10
    )


def test_a_corrected_date_counts(tmp_path):
    opened = course(tmp_path, final=DAY)
    graded(opened, submission(2, "the same files"))
    assert total(opened, submission(1, "the same files")) == 10


def test_a_corrected_date_stays_when_other_files_follow(tmp_path):
    opened = course(tmp_path, final=DAY)
    graded(opened, submission(2, "first"))
    assert total(opened, submission(1, "first")) == 10
    assert total(opened, graded(opened, submission(3, "second"), right=0)) == 10


@pytest.mark.parametrize("names", [("mended", "before"), ("before", "mended"), ("a", "b"), ("b", "a")])
def test_of_two_results_for_one_date_the_later_counts(tmp_path, names):
    opened = course(tmp_path, final=DAY)
    graded(opened, submission(1, names[0]), right=0, graded="2026-12-01T12:00:00")
    graded(opened, submission(1, names[1]), right=3, graded="2026-12-01T13:00:00")
    assert total(opened, graded(opened, submission(2, "late"), right=0)) == 10


def test_the_notebook_that_counts_is_shown(tmp_path):
    opened = course(tmp_path, final=DAY)
    shown = tmp_path / "autograded" / "ada" / "a1" / "a1.ipynb"
    for day in (1, 2):
        each = graded(opened, submission(day, f"files {day}"))
        opened.result_path(each).with_suffix(".ipynb").write_text(f"of day {day}")
        (tmp_path / "submitted" / "ada" / "a1").mkdir(parents=True, exist_ok=True)
        show_notebook(opened, row_of(opened, each).result)
        assert shown.read_text() == "of day 1"


def test_limits_that_are_changed_run_again_what_they_broke(tmp_path):
    opened = course(tmp_path)
    slow = graded(opened, submission(1, "slow", "slow"), state=TIMEOUT, limits=[50.0, 8.0])
    broken = graded(opened, submission(1, "broken", "broken"), state=CRASHED, limits=[50.0, 8.0])
    failed = graded(opened, submission(1, "failed", "failed"), retry=True)
    assert [opened.is_graded(each) for each in (slow, broken, failed)] == [True, True, False]
    patient = course(tmp_path, minutes=60)
    assert [patient.is_graded(each) for each in (slow, broken)] == [False, True]


def test_only_one_grader_at_a_time(tmp_path):
    (tmp_path / ".facelab").mkdir()
    with (
        only_grader(tmp_path),
        pytest.raises(ValueError, match="is being graded by another command"),
        only_grader(tmp_path),
    ):
        pass
    with only_grader(tmp_path):
        pass


def test_what_fits_nothing_is_told(tmp_path):
    deduction = Deduction("bbo", "a11", 5, "typo")
    missing = Deduction("ada", "a2", 5, "nothing there")
    policy = {"due": {"a1": DAY, "a7": DAY}, "extensions": {"adda": DAY}, "deductions": [deduction, missing]}
    opened = course(tmp_path, **policy)
    opened.released["a2"] = A1
    (tmp_path / "submitted" / "ada" / "asignment").mkdir(parents=True)
    row = row_of(opened, graded(opened, submission(1, "files")))
    odd = replace(submission(1, "files", "eve"), date_problem="'soon' is no date.")
    assert report_notes(opened, [row], [odd]) == [
        "Not graded, for it is no folder submitted/<student>/<assignment>/: ada/asignment.",
        "eve, a1: 'soon' is no date.",
        "A deduction is for ada in a2: nothing was handed in.",
        "The policy names adda, bbo, of whom nothing was handed in.",
        "The policy names a11, a7, which is no assignment.",
    ]
