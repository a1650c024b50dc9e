"""Dates, re-submissions, and what an instructor is told."""

import datetime

import nbformat
import pytest

from facelab.grading.course_folder import CourseFolder, only_grader
from facelab.grading.kit import Kit
from facelab.grading.policy import Deduction, Policy
from facelab.grading.recording import remarks, row_of
from facelab.grading.released import Graded, Released
from facelab.grading.result import CRASHED, TIMEOUT, Compared, Result, write_result
from facelab.grading.submissions import Submission

A1 = Released("a1", nbformat.v4.new_notebook(), [Graded("accept", 10, "accept-check", "accept")])
DAY = datetime.date(2026, 12, 1)


def course(folder, **policy):
    (folder / "submitted").mkdir(exist_ok=True)
    return CourseFolder(folder, Policy(**policy), {"a1": A1}, Kit(b"", "k"), 1, None)


def submission(day, digest, student="ada"):
    return Submission(student, "a1", None, None, (), f"2026-12-{day:02}T10:00:00", digest)


def graded(opened, each, right=3, **changes):
    """Keep a result for a submission, as the grader does."""
    compared = {"accept": Compared(right, 3)}
    result = Result(each.student, "a1", opened.key(each), each.digest, each.submitted, compared=compared, **changes)
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
    assert row.score.total == 10 and "that does not count" in row.score.words[0]
    assert total(opened, graded(opened, submission(2, "late", "bob"))) == 0
    assert (
        total(course(tmp_path, final=DAY, extensions={"bob": DAY.replace(day=5)}), submission(2, "late", "bob")) == 10
    )


def test_a_corrected_date_counts(tmp_path):
    opened = course(tmp_path, final=DAY)
    graded(opened, submission(2, "the same files"))
    assert total(opened, submission(1, "the same files")) == 10


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
    opened = course(tmp_path, due={"a1": DAY, "a7": DAY}, extensions={"adda": DAY}, deductions=[deduction])
    (tmp_path / "submitted" / "ada" / "asignment").mkdir(parents=True)
    row = row_of(opened, graded(opened, submission(1, "files")))
    assert remarks(opened, [row]) == [
        "Not graded, named like no assignment: ada/asignment.",
        "The policy names adda, bbo, of whom nothing was handed in.",
        "The policy names a11, a7, which is no assignment.",
    ]
