import zipfile
from pathlib import PurePosixPath

import pytest

from facelab.instructor.intake.archive import Member
from facelab.instructor.intake.filename_rules import compile_rule, is_folder_name, match_files


def match(rule, *paths):
    found = [Member(PurePosixPath(path), "", "", zipfile.ZipInfo(path)) for path in paths]
    matched, refused = match_files(found, compile_rule(rule))
    return [(each.student, each.lms_id, each.name) for each in matched], refused


@pytest.mark.parametrize(
    ("rule", "path", "expected"),
    [
        ("canvas", "lovelaceada_LATE_123_456_a2-1.ipynb", ("lovelaceada", "123", "a2-1.ipynb")),
        ("moodle", "Ada Lovelace_7_assignsubmission_file_/deep/a2.ipynb", ("Ada Lovelace", "7", "a2.ipynb")),
        ("moodle", "Ada Lovelace_7_assignsubmission_file_a2.ipynb", ("Ada Lovelace", "7", "a2.ipynb")),
        ("folders", "ada/para_A_B.hdf5", ("ada", "", "para_A_B.hdf5")),
        (r"(?P<student_id>\w+)-(?P<file_id>.+)", "ada-work.zip", ("ada", "", "work.zip")),
        (r"(?P<student_id>\w+)-(?P<number>\d+)?(?P<file_id>.+)", "ada-a2.h5", ("ada", "", "a2.h5")),
    ],
)
def test_who_handed_in_which_file(rule, path, expected):
    assert match(rule, path) == ([expected], [])


@pytest.mark.parametrize(
    ("rule", "path", "why"),
    [
        (r"(?P<student_id>[a-z]+)_(?P<file_id>.+)", "1ada_a2.ipynb", "its name does not fit the rule"),
        (r"x(?P<student_id>[a-z]+)?_(?P<file_id>.+)", "x_a2.ipynb", "'' cannot be the name of a folder"),
        (r"(?P<student_id>[a-z]+)(?P<file_id>_.+)?", "ada.ipynb", "its name does not fit the rule"),
        ("folders", "ada/a2.py", "it is not a notebook or weights"),
        ("folders", "ada/a2.IPYNB", "it is not a notebook or weights"),
        ("folders", ".git/a2.ipynb", "'.git' cannot be the name of a folder"),
    ],
)
def test_what_does_not_fit(rule, path, why):
    matched, [refused] = match(rule, path)
    assert matched == [] and refused.startswith(f"{path}: ") and why in refused


def test_one_folder_around_all_files_does_not_count():
    assert match("canvas", "class/ada_1_2_a2.ipynb", "class/bob_3_4_a2.ipynb")[0][0] == ("ada", "1", "a2.ipynb")
    assert match("folders", "class/ada/a2.ipynb", "class/bob/a2.ipynb")[0][0] == ("ada", "", "a2.ipynb")
    assert match("folders", "class/ada/a2.ipynb", "other/bob/a2.ipynb")[0][0] == ("class", "", "a2.ipynb")


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("(", r"'\(' is not a regular expression"),
        ("x", "'x': expected canvas, moodle, folders, or a regular expression"),
    ],
)
def test_bad_rules(rule, sentence):
    with pytest.raises(ValueError, match=sentence):
        compile_rule(rule)


def test_the_rule_of_folders_is_a_regular_expression():
    assert compile_rule("folders").pattern == "(?P<student_id>[^/]+)/(?P<file_id>.+)"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Ada Lovelace", True), ("../Ada", False), ("", False), (".git", False), ("a\\b", False), ("a" * 101, False)],
)
def test_names_of_folders(name, expected):
    assert is_folder_name(name) == expected
