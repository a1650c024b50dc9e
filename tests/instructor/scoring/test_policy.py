import datetime

import pytest

from facelab.instructor.scoring.policy import Deduction, Policy, read_policy


def read(tmp_path, text):
    path = tmp_path / "policy.toml"
    path.write_text(text)
    return read_policy(path)


def test_every_number_can_be_changed(tmp_path):
    text = """
people = "photographs"
cost = "eer"
worst = 5
minutes = 10
memory = 4
failed = 40
invalid = 10
resubmission = 5
due = 2026-12-01
final = 2026-12-08
[extensions]
ada = 2026-12-20
[[deductions]]
student = "bob"
assignment = "assignment_2_verifier"
points = 5
reason = "the file had another name."
"""
    assert read(tmp_path, text) == Policy(
        "photographs",
        "eer",
        5,
        10,
        4,
        40,
        10,
        5,
        datetime.date(2026, 12, 1),
        datetime.date(2026, 12, 8),
        {"ada": datetime.date(2026, 12, 20)},
        [Deduction("bob", "assignment_2_verifier", 5, "the file had another name.")],
    )


def test_an_empty_file_is_the_policy_of_the_lecture(tmp_path):
    policy = read(tmp_path, "")
    assert policy == Policy() and (policy.minutes, policy.failed, policy.resubmission) == (50, 50, 10)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("minuts = 3", "there is no setting minuts; take people, cost"),
        ("minutes = 0", "minutes = 0, expected a number above 0"),
        ("failed = 101", "failed = 101, expected a number from 0 to 100"),
        ("failed = true", "failed = True, expected a number"),
        ("cost = 'auc'", "cost = 'auc', expected one of error-rate, eer, log-loss"),
        ("due = 'soon'", "due = 'soon', expected a date"),
        ("extensions = {ada = 3}", "expected a table of students, and for each a date"),
        ("[[deductions]]\nstudent = 'ada'", "expected tables with student, assignment, points"),
        ("people = 3", "expected orl, lfw or a folder"),
        ("[", "is no TOML file"),
    ],
)
def test_bad_input(tmp_path, text, sentence):
    with pytest.raises(ValueError, match=sentence):
        read(tmp_path, text)


def test_dates_by_assignment_and_extensions(tmp_path):
    policy = read(tmp_path, "final = 2026-12-08\n[due]\na1 = 2026-12-01\n[extensions]\nada = 2026-12-05\n")
    assert policy.due_day("bob", "a1") == datetime.date(2026, 12, 1) and policy.due_day("bob", "a2") is None
    assert policy.due_day("ada", "a1") == policy.due_day("ada", "a2") == datetime.date(2026, 12, 5)
    policy = read(tmp_path, "due = 2026-12-01\n[extensions.ada]\na2 = 2026-12-05\n")
    assert policy.due_day("ada", "a1").day == 1 and policy.due_day("ada", "a2").day == 5
    policy = read(tmp_path, "final = 2026-12-08\n[extensions]\nada = 2026-12-05\n")
    assert policy.last_day("ada", "a1") == datetime.date(2026, 12, 8), "an extension takes nothing away"
