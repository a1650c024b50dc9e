import datetime

import pytest

from facelab.instructor.scoring.policy import Deduction, Policy, read_policy
from tests.instructor.sample_course import COURSE

DATES = "expected a date, e.g. 2026-12-24, or a table of assignments and dates."
DEDUCTION = "[[deductions]]\nstudent = 'ada'\nassignment = 'a1'\nreason = 'late'\n"


def read(tmp_path, text):
    path = tmp_path / "policy.toml"
    path.write_text(text)
    return read_policy(path)


def test_every_number_can_be_changed(tmp_path):
    text = """
people = "photographs"
cost = "eer"
max_cost = 5
minutes = 10
memory = 4
failed = 40
invalid = 10
resubmission = 5
due = 2026-12-01
cutoff = 2026-12-08
[extensions]
ada = 2026-12-20
[[deductions]]
student = "bob"
assignment = "assignment_2_verifier"
points = 5
reason = "the file had another name."
"""
    assert read(tmp_path, text) == Policy(
        people="photographs",
        cost="eer",
        max_cost=5,
        minutes=10,
        memory=4,
        failed=40,
        invalid=10,
        resubmission=5,
        due=datetime.date(2026, 12, 1),
        cutoff=datetime.date(2026, 12, 8),
        extensions={"ada": datetime.date(2026, 12, 20)},
        deductions=[
            Deduction(student="bob", assignment="assignment_2_verifier", points=5, reason="the file had another name.")
        ],
    )


def test_an_empty_file_is_the_policy_of_the_lecture(tmp_path):
    policy = read(tmp_path, "")
    assert policy == Policy() and (policy.minutes, policy.failed, policy.resubmission) == (50, 50, 10)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("minuts = 3", ": there is no setting minuts; expected one of people, cost, max_cost, minutes, memory, failed"),
        ("minutes = 0", ": minutes = 0 should be greater than 0."),
        ("minutes = nan", ": minutes = NaN should be a finite number."),
        ("memory = inf", ": memory = Infinity should be a finite number."),
        ("max_cost = -1", ": max_cost = -1 should be greater than 0."),
        ("failed = 101", ": failed = 101 should be less than or equal to 100."),
        ("failed = nan", ": failed = NaN should be "),
        ("invalid = -1", ": invalid = -1 should be greater than or equal to 0."),
        ("failed = true", ": failed = true should be a valid number."),
        ("resubmission = '5'", ': resubmission = "5" should be a valid number.'),
        ("cost = 'auc'", ": cost = \"auc\" should be 'error-rate', 'eer' or 'log-loss'."),
        ("due = 'soon'", f': due = "soon": {DATES}'),
        ("due = 2026-12-01T10:00:00", f': due = "2026-12-01 10:00:00": {DATES}'),
        ("cutoff = {a = 2026-12-01T10:00:00}", f': cutoff = {{"a": "2026-12-01 10:00:00"}}: {DATES}'),
        ("[due]\n00_a = 2026-12-01\na = 2026-12-02", "expected one date for each notebook."),
        ("extensions = {ada = 3}", f": extensions.ada = 3: {DATES}"),
        ("extensions = 3", ": extensions = 3 should be a valid table."),
        ("[[deductions]]\nstudent = 'ada'", ": deductions.0.assignment is missing."),
        (DEDUCTION + "points = -1", ": deductions.0.points = -1 should be greater than or equal to 0."),
        (DEDUCTION + "points = true", ": deductions.0.points = true should be a valid number."),
        (DEDUCTION + "points = nan", ": deductions.0.points = NaN should be "),
        (DEDUCTION + "points = 1\nwhy = ''", ": there is no setting deductions.0.why."),
        ("deductions = 3", ": deductions = 3 should be a valid list."),
        ("people = 3", ": people = 3: expected orl, lfw or a folder of photographs."),
        ("people = ''", ': people = "": expected orl, lfw or a folder of photographs.'),
        ("[", " is not a TOML file"),
    ],
)
def test_a_mistake_is_one_sentence(tmp_path, text, sentence):
    with pytest.raises(ValueError, match="policy") as error:
        read(tmp_path, text)
    assert sentence in str(error.value).replace(str(tmp_path / "policy.toml"), "") and "\n" not in str(error.value)


def test_the_example_of_the_docs_is_read(tmp_path):
    docs = (COURSE / "docs" / "instructors.md").read_text(encoding="utf-8")
    start = docs.index('    people = "orl"')
    policy = read(tmp_path, docs[start : docs.index("\n`due`", start)])
    changed = {"due", "cutoff", "extensions", "deductions"}
    assert policy.model_dump(exclude=changed) == Policy().model_dump(exclude=changed)
    assert policy.cutoff == datetime.date(2026, 12, 8) and policy.deductions[0].student == "bob"


def test_keys_of_earlier_versions_are_read(tmp_path):
    policy = read(tmp_path, "worst = 5\nfinal = 2026-12-08\n")
    assert policy == Policy(max_cost=5, cutoff=datetime.date(2026, 12, 8))
    with pytest.raises(ValueError, match="worst = 0 should be greater than 0"):
        read(tmp_path, "worst = 0")


def test_assignments_may_have_a_notebooks_number(tmp_path):
    text = "[due]\n00_a2 = 2026-12-01\n[extensions.ada]\n00_a2 = 2026-12-05\n"
    policy = read(tmp_path, text + DEDUCTION.replace("'a1'", "'00_a2'") + "points = 1")
    assert policy.due_date("bob", "a2").day == 1 and policy.due_date("ada", "a2").day == 5
    assert policy.deductions[0].assignment == "a2"


def test_dates_by_assignment_and_extensions(tmp_path):
    policy = read(tmp_path, "cutoff = 2026-12-08\n[due]\na1 = 2026-12-01\n[extensions]\nada = 2026-12-05\n")
    assert policy.due_date("bob", "a1") == datetime.date(2026, 12, 1) and policy.due_date("bob", "a2") is None
    assert policy.due_date("ada", "a1") == policy.due_date("ada", "a2") == datetime.date(2026, 12, 5)
    policy = read(tmp_path, "due = 2026-12-01\n[extensions.ada]\na2 = 2026-12-05\n")
    assert policy.due_date("ada", "a1").day == 1 and policy.due_date("ada", "a2").day == 5
    policy = read(tmp_path, "cutoff = 2026-12-08\n[extensions]\nada = 2026-12-05\n")
    assert policy.cutoff_date("ada", "a1") == datetime.date(2026, 12, 8), "an extension takes nothing away"
