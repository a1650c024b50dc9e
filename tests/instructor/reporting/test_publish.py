"""Dates, resubmissions, and what an instructor is told."""

import datetime
from dataclasses import replace

import pytest

from facelab.instructor.reporting.publish import grade_row, publish_notebook, report_notes
from facelab.instructor.scoring.judges import Judges
from facelab.instructor.scoring.policy import Deduction
from tests.instructor.reporting.sample_rows import A2, VERDICT, row
from tests.instructor.sample_grading_folder import A1, DAY, grading_folder, keep_result, submission


def total(opened, each):
    return grade_row(opened, each).score.total


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
def test_resubmissions(tmp_path, days, policy, points):
    opened = grading_folder(tmp_path, **policy)
    for number, day in enumerate(days):
        last = keep_result(opened, submission(day, f"files {number}"))
    assert total(opened, last) == points


def test_what_comes_after_the_last_day_does_not_count(tmp_path):
    opened = grading_folder(tmp_path, due=DAY, cutoff=DAY)
    keep_result(opened, submission(1, "in time"), right=3)
    late = keep_result(opened, submission(2, "late"), right=0)
    counted = grade_row(opened, late)
    assert counted.score.total == 10 and "that does not count" in counted.score.explanation[0]
    assert total(opened, keep_result(opened, submission(2, "late", "bob"))) == 0
    extended = grading_folder(tmp_path, cutoff=DAY, extensions={"bob": DAY.replace(day=5)})
    assert total(extended, submission(2, "late", "bob")) == 10


def test_a_corrected_date_counts(tmp_path):
    opened = grading_folder(tmp_path, cutoff=DAY)
    keep_result(opened, submission(2, "the same files"))
    assert total(opened, submission(1, "the same files")) == 10


def test_a_corrected_date_stays_when_other_files_follow(tmp_path):
    opened = grading_folder(tmp_path, cutoff=DAY)
    keep_result(opened, submission(2, "first"))
    assert total(opened, submission(1, "first")) == 10
    assert total(opened, keep_result(opened, submission(3, "second"), right=0)) == 10


@pytest.mark.parametrize("names", [("mended", "before"), ("before", "mended"), ("a", "b"), ("b", "a")])
def test_of_two_results_for_one_date_the_later_counts(tmp_path, names):
    opened = grading_folder(tmp_path, cutoff=DAY)
    keep_result(opened, submission(1, names[0]), right=0, graded="2026-12-01T12:00:00")
    keep_result(opened, submission(1, names[1]), right=3, graded="2026-12-01T13:00:00")
    assert total(opened, keep_result(opened, submission(2, "late"), right=0)) == 10


def test_the_notebook_that_counts_is_shown(tmp_path):
    opened = grading_folder(tmp_path, cutoff=DAY)
    shown = tmp_path / "autograded" / "ada" / "a1" / "a1.ipynb"
    for day in (1, 2):
        each = keep_result(opened, submission(day, f"files {day}"))
        opened.result_path(each).with_suffix(".ipynb").write_text(f"of day {day}")
        (tmp_path / "submitted" / "ada" / "a1").mkdir(parents=True, exist_ok=True)
        publish_notebook(opened, grade_row(opened, each).result)
        assert shown.read_text() == "of day 1"


def test_what_matches_nothing_is_reported(tmp_path):
    deduction = Deduction(student="bbo", assignment="a11", points=5, reason="typo")
    missing = Deduction(student="ada", assignment="a2", points=5, reason="nothing there")
    policy = {"due": {"a1": DAY, "a7": DAY}, "extensions": {"adda": DAY}, "deductions": [deduction, missing]}
    opened = grading_folder(tmp_path, **policy)
    opened.released["a2"] = A1
    (tmp_path / "submitted" / "ada" / "asignment").mkdir(parents=True)
    of_ada = grade_row(opened, keep_result(opened, submission(1, "files")))
    odd = replace(submission(1, "files", "eve"), date_problem="'soon' is no date.")
    assert report_notes(opened, [of_ada], [odd]) == [
        "Not graded, as it is not a folder submitted/<student>/<assignment>/: ada/asignment.",
        "eve, a1: 'soon' is no date.",
        "A deduction is for ada in a2: nothing was handed in.",
        "The policy names adda, bbo, who handed in nothing.",
        "The policy names a11, a7, which is not an assignment.",
    ]


def test_what_an_instructor_should_know_of_the_judges_is_reported(tmp_path):
    judges = Judges([], [], "the folder class", "folder", "No face was found in 2 of the images.")
    opened = replace(grading_folder(tmp_path), judges=judges)
    rows = [row(released=A2, verdict=VERDICT, people="the folder class"), row("bob", A2, verdict=VERDICT, people="LFW")]
    assert report_notes(opened, rows, []) == [
        "No face was found in 2 of the images.",
        "Judged on other people than the rest, as an earlier submission counts: bob.",
    ]
