from dataclasses import replace

import pytest

from facelab.instructor.execution.bundle import Bundle
from facelab.instructor.grading_folder import only_grader, open_grading_folder
from facelab.instructor.scoring.policy import Policy
from facelab.instructor.scoring.result import State
from tests.instructor.sample_course import make_release
from tests.instructor.sample_grading_folder import grading_folder, keep_result, submission


def test_limits_that_are_changed_run_again_what_they_broke(tmp_path):
    opened = grading_folder(tmp_path)
    limits = {"limits": [50.0, 8.0]}
    slow = keep_result(opened, submission(1, "slow", "slow"), state=State.TIMEOUT, **limits)
    broken = keep_result(opened, submission(1, "broken", "broken"), state=State.CRASHED, **limits)
    failed = keep_result(opened, submission(1, "failed", "failed"), retry=True)
    assert [opened.is_graded(each) for each in (slow, broken, failed)] == [True, True, False]
    patient = grading_folder(tmp_path, minutes=60)
    assert [patient.is_graded(each) for each in (slow, broken)] == [False, True]


def test_a_folder_that_an_older_version_graded_is_left_alone(tmp_path):
    """Its gradebook has points given by hand, under names that this version would not look up."""
    make_release(tmp_path / "release")
    (tmp_path / "submitted").mkdir()
    (tmp_path / ".facelab" / "results" / "assignment_2_verifier" / "ada").mkdir(parents=True)
    open_grading_folder(tmp_path, Policy(), tmp_path / "release")
    (tmp_path / ".facelab" / "results" / "02_eigenfaces" / "ada").mkdir(parents=True)
    with pytest.raises(ValueError, match=r"an older version, .* \(02_eigenfaces\).*finish with that version"):
        open_grading_folder(tmp_path, Policy(), tmp_path / "release")


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


def test_the_secret_is_drawn_once_and_only_the_instructor_reads_it(tmp_path):
    make_release(tmp_path / "release")
    (tmp_path / "submitted").mkdir()
    first, again = (open_grading_folder(tmp_path, Policy(), tmp_path / "release").secret for _ in range(2))
    path = tmp_path / ".facelab" / "secret"
    assert first == again and path.stat().st_mode & 0o077 == 0
    path.write_text("")
    with pytest.raises(ValueError, match="does not hold a number; delete it"):
        open_grading_folder(tmp_path, Policy(), tmp_path / "release")


def test_a_key_depends_on_files_release_secret_sandbox_and_grader(tmp_path, monkeypatch):
    grading, each = grading_folder(tmp_path), submission(1, "files")
    key = grading.key(each)
    assert key == grading_folder(tmp_path).key(each)
    others = [replace(grading, secret=2), replace(grading, unsafe=True), replace(grading, bundle=Bundle(b"", "other"))]
    keys = {key, grading.key(submission(1, "other files")), *(other.key(each) for other in others)}
    monkeypatch.setattr("facelab.instructor.grading_folder._grader_digest", lambda: "other versions")
    assert len(keys | {grading.key(each)}) == 6
