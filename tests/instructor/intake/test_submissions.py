import os
import re

import pytest

from facelab.instructor.intake.submissions import find_submissions, unexpected_entries


def hand_in(folder, student, assignment, **files):
    place = folder / student / assignment
    place.mkdir(parents=True)
    for name, content in files.items():
        path = place / name.replace("__", ".")
        path.write_bytes(content)
        os.utime(path, (1_700_000_000, 1_700_000_000))
    return place


def find(folder):
    return find_submissions(folder, {"a1", "a2"}, {"a2"})


def test_by_assignment_then_by_student(tmp_path):
    for student in ("zoë", "ada", ".hidden"):
        for assignment in ("a1", "a2", "of another course"):
            hand_in(tmp_path, student, assignment, **{f"{assignment}__ipynb": b"{}"})
    (tmp_path / "readme.txt").write_text("not a student")
    found = find(tmp_path)
    assert [(each.assignment, each.student) for each in found] == [
        ("a1", "ada"),
        ("a1", "zoë"),
        ("a2", "ada"),
        ("a2", "zoë"),
    ]


def test_a_changed_file_is_another_submission(tmp_path):
    place = hand_in(tmp_path, "ada", "a2", a2__ipynb=b"{}", para_Ada_Lovelace__hdf5=b"1")
    before = find(tmp_path)[0]
    assert before.weights.name == "para_Ada_Lovelace.hdf5" and before.notes == ()
    assert find(tmp_path)[0].digest == before.digest
    (place / "para_Ada_Lovelace.hdf5").write_bytes(b"2")
    assert find(tmp_path)[0].digest != before.digest


@pytest.mark.parametrize(
    ("files", "notebook", "weights", "note"),
    [
        ({"mine__ipynb": b""}, "mine.ipynb", None, "mine.ipynb is not named a2.ipynb."),
        ({"one__ipynb": b"", "two__ipynb": b""}, None, None, "expected a notebook, a2.ipynb, and one file of weights"),
        ({"a2__ipynb": b"", "copy__ipynb": b"", "para_A_B__hdf5": b""}, "a2.ipynb", "para_A_B.hdf5", None),
        ({"a2__ipynb": b"", "weights__h5": b""}, "a2.ipynb", "weights.h5", "weights.h5: the name does not start with"),
        ({"a2__ipynb": b"", "para_A_B__hdf5": b"", "old__h5": b""}, "a2.ipynb", "para_A_B.hdf5", None),
        (
            {"a2__ipynb": b"", "a__h5": b"", "b__h5": b""},
            "a2.ipynb",
            None,
            "expected one file of weights .* there are 2",
        ),
    ],
)
def test_names_that_are_not_as_asked(tmp_path, files, notebook, weights, note):
    hand_in(tmp_path, "ada", "a2", **files)
    found = find(tmp_path)[0]
    assert (found.notebook and found.notebook.name) == notebook and (found.weights and found.weights.name) == weights
    assert re.search(note, " ".join([*found.notes, found.problem])) if note else not found.notes


def test_links_are_not_followed(tmp_path):
    place = hand_in(tmp_path, "ada", "a2")
    (tmp_path / "secret.ipynb").write_text("{}")
    (place / "a2.ipynb").symlink_to(tmp_path / "secret.ipynb")
    (place / "para_A_B.hdf5").symlink_to(tmp_path / "secret.ipynb")
    (tmp_path / "bob").mkdir()
    (tmp_path / "bob" / "a2").symlink_to(place)
    found = find(tmp_path)
    assert [each.student for each in found] == ["ada"] and found[0].notebook is None and found[0].weights is None


@pytest.mark.parametrize(
    ("stamp", "submitted"),
    [
        ("2026-11-20 15:58:23", "2026-11-20T15:58:23"),
        ("gestern abend", "2023-11-1"),
        ("01.12.2026 23:59", "2023-11-1"),
        ("9" * 1000, "2023-11-1"),
    ],
)
def test_the_time_is_that_of_the_platform_or_of_the_files(tmp_path, stamp, submitted):
    hand_in(tmp_path, "ada", "a1", a1__ipynb=b"{}", timestamp__txt=stamp.encode())
    found = find(tmp_path)[0]
    assert found.submitted.startswith(submitted)
    assert ("the newest file's own time counts instead" in found.date_problem) == (submitted == "2023-11-1")


def test_what_is_in_no_folder_is_reported(tmp_path):
    hand_in(tmp_path, "ada", "a1", a1__ipynb=b"{}")
    hand_in(tmp_path, "bob", "asignment", a1__ipynb=b"{}")
    (tmp_path / "a1.ipynb").write_text("{}")
    (tmp_path / "ada" / "a2.ipynb").write_text("{}")
    (tmp_path / "eve").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "ada")
    (tmp_path / ".DS_Store").write_text("")
    hand_in(tmp_path, "zoë", "01_a1", a1__ipynb=b"{}")
    hand_in(tmp_path, "zoë", "02_a1", a1__ipynb=b"{}")
    expected = ["a1.ipynb", "ada/a2.ipynb", "bob/asignment", "eve/", "link", "zoë/01_a1"]
    assert unexpected_entries(tmp_path, {"a1", "a2"}) == expected


def test_of_folders_with_and_without_numbers_one_counts(tmp_path):
    for name, n in (("01_a1", 1), ("07_a1", 2)):
        hand_in(tmp_path, "ada", name, a1__ipynb=bytes(n))
    assert [each.notebook.stat().st_size for each in find(tmp_path)] == [2]
    hand_in(tmp_path, "ada", "a1", a1__ipynb=bytes(3))
    assert [each.notebook.stat().st_size for each in find(tmp_path)] == [3]
    for name in ("1a", "20_1a"):
        hand_in(tmp_path, "bob", name)
    assert unexpected_entries(tmp_path, {"a1", "1a"}) == ["ada/01_a1", "ada/07_a1", "bob/20_1a"]


def test_a_folder_that_cannot_be_read_is_a_submission_with_a_problem(tmp_path, monkeypatch):
    hand_in(tmp_path, "ada", "a1", a1__ipynb=b"{}")
    monkeypatch.setattr("facelab.instructor.intake.submissions.submission_time", not_permitted)
    [found] = find(tmp_path)
    assert found.problem == "its files cannot be read (Permission denied)." and found.notebook is None


def not_permitted(folder):
    raise PermissionError(13, "Permission denied")
