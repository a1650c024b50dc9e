import io
import stat
import zipfile

import pytest

from facelab.instructor.intake import archive as archives
from facelab.instructor.intake.collect import unpack_submissions
from facelab.instructor.intake.lms_ids import read_lms_ids


def pack(path, files, **changes):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, changes.get("date", (2026, 11, 20, 10, 0, 0)))
            info.external_attr = changes.get("mode", 0o644 | stat.S_IFREG) << 16
            archive.writestr(info, content)
    return path


def files_in(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("rule", "names"),
    [
        ("canvas", ["lovelaceada_123_456_a2.ipynb", "lovelaceada_123_457_para_Ada_Lovelace.hdf5"]),
        ("canvas", ["lovelaceada_LATE_123_456_a2-1.ipynb", "lovelaceada_LATE_123_457_para_Ada_Lovelace-1.hdf5"]),
        (
            "moodle",
            [
                "lovelaceada_123_assignsubmission_file_/a2.ipynb",
                "lovelaceada_123_assignsubmission_file_/para_Ada_Lovelace.hdf5",
            ],
        ),
        ("folders", ["lovelaceada/a2.ipynb", "lovelaceada/para_Ada_Lovelace.hdf5"]),
        (
            r"ps_(?P<student_id>\w+?)__(?P<file_id>.+)",
            ["ps_lovelaceada__a2.ipynb", "ps_lovelaceada__para_Ada_Lovelace.hdf5"],
        ),
    ],
)
def test_rules(tmp_path, rule, names):
    found = unpack_submissions(pack(tmp_path / "a.zip", dict.fromkeys(names, b"x")), tmp_path, "a2", rule)
    assert found.refused == []
    assert files_in(tmp_path / "submitted") == {
        f"lovelaceada/a2/{name}" for name in ("a2.ipynb", "para_Ada_Lovelace.hdf5", "timestamp.txt")
    }
    assert (tmp_path / "submitted/lovelaceada/a2/timestamp.txt").read_text() == "2026-11-20 10:00:00\n"


def test_a_zip_file_of_a_student_is_unpacked(tmp_path):
    inner = pack(io.BytesIO(), {"my work/a2.ipynb": b"1", "__MACOSX/a2.ipynb": b"2", "notes.txt": b"3"}).getvalue()
    found = unpack_submissions(pack(tmp_path / "a.zip", {"ada_1_2_work.zip": inner}), tmp_path, "a2", "canvas")
    assert found.refused == []
    assert files_in(tmp_path / "submitted") == {"ada/a2/a2.ipynb", "ada/a2/timestamp.txt"}
    assert (tmp_path / "submitted/ada/a2/a2.ipynb").read_bytes() == b"1"


def test_what_was_handed_in_again_replaces_what_was_there(tmp_path):
    unpack_submissions(pack(tmp_path / "a.zip", {"ada/a2.ipynb": b"1", "ada/old.h5": b"1"}), tmp_path, "a2", "folders")
    unpack_submissions(pack(tmp_path / "a.zip", {"ada/a2.ipynb": b"2"}), tmp_path, "a2", "folders")
    assert files_in(tmp_path / "submitted") == {"ada/a2/a2.ipynb", "ada/a2/timestamp.txt"}
    assert (tmp_path / "submitted/ada/a2/a2.ipynb").read_bytes() == b"2"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../evil/a2.ipynb", "its path leads out of the archive"),
        ("ada/../../a2.ipynb", "its path leads out of the archive"),
        ("/etc/a2.ipynb", "its path leads out of the archive"),
        ("C:/ada/a2.ipynb", "its path leads out of the archive"),
        ("ada\\..\\a2.ipynb", "its path leads out of the archive"),
        ("ada/a2\x1b.ipynb", "its name is not plain text"),
        (".git/a2.ipynb", "cannot be the name of a folder"),
        ("ada/run.exe", "its name does not fit the rule"),
        ("a2.ipynb", "its name does not fit the rule"),
        (".", "its path leads out of the archive"),
    ],
)
def test_paths_that_lead_elsewhere(tmp_path, name, why):
    pack(tmp_path / "a.zip", {name: b"evil", "bob/a2.ipynb": b"fine"})
    found = unpack_submissions(tmp_path / "a.zip", tmp_path / "deep", "a2", "folders")
    assert len(found.refused) == 1 and why in found.refused[0]
    assert files_in(tmp_path) == {"a.zip", "deep/submitted/bob/a2/a2.ipynb", "deep/submitted/bob/a2/timestamp.txt"}


def test_links_are_refused(tmp_path):
    pack(tmp_path / "a.zip", {"ada/a2.ipynb": "/etc/passwd"}, mode=0o777 | stat.S_IFLNK)
    assert "a link or a device" in unpack_submissions(tmp_path / "a.zip", tmp_path, "a2", "folders").refused[0]
    assert not (tmp_path / "submitted").exists()


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_files_that_are_there_twice(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("ada/a2.ipynb", b"first")
        archive.writestr("ada/a2.ipynb", b"second")
    found = unpack_submissions(tmp_path / "a.zip", tmp_path, "a2", "folders")
    assert "holds it twice" in found.refused[0] and (tmp_path / "submitted/ada/a2/a2.ipynb").read_bytes() == b"first"


def test_bombs(tmp_path, monkeypatch):
    pack(tmp_path / "a.zip", {"ada/a2.ipynb": bytes(3 * 2**20), "bob/a2.ipynb": b"fine"})
    monkeypatch.setattr(archives, "MAX_MEMBER_BYTES", 2**20)
    found = unpack_submissions(tmp_path / "a.zip", tmp_path, "a2", "folders")
    assert "at most 1 are read" in found.refused[0] and found.changed == ["bob"]
    monkeypatch.setattr(archives, "MAX_TOTAL_BYTES", 2**20)
    with pytest.raises(ValueError, match="it would unpack to"):
        unpack_submissions(tmp_path / "a.zip", tmp_path, "a2", "folders")
    monkeypatch.setattr(archives, "MAX_MEMBERS", 1)
    with pytest.raises(ValueError, match="it holds 2 files"):
        unpack_submissions(tmp_path / "a.zip", tmp_path, "a2", "folders")


def test_a_file_that_unpacks_to_more_than_it_declares(tmp_path):
    packed = pack(io.BytesIO(), {"ada/a2.ipynb": bytes(10**6)}).getvalue()
    lying = packed.replace((10**6).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    (tmp_path / "a.zip").write_bytes(lying)
    found = unpack_submissions(tmp_path / "a.zip", tmp_path, "a2", "folders")
    assert "cannot be unpacked" in found.refused[0] and not list((tmp_path / "submitted").glob("ada"))


def test_trouble_with_the_disk_is_not_blamed_on_the_archive(tmp_path):
    (tmp_path / "submitted").write_text("a file where the folder should be")
    archive = pack(tmp_path / "a.zip", {"ada/a2.ipynb": b"fine"})
    with pytest.raises(ValueError, match="could not be unpacked"):
        unpack_submissions(archive, tmp_path, "a2", "folders")


def test_nested_archives_of_one_student_do_not_stop_the_others(tmp_path):
    evil = pack(io.BytesIO(), {"../../a2.ipynb": b"evil"}).getvalue()
    outer = {"ada_1_2_a.zip": evil, "eve_1_3_b.zip": b"no zip", "bob_1_4_a2.ipynb": b"fine"}
    found = unpack_submissions(pack(tmp_path / "a.zip", outer), tmp_path, "a2", "canvas")
    assert "leads out of the archive" in found.refused[0] and "not a zip file" in found.refused[1]
    assert files_in(tmp_path / "submitted") == {"bob/a2/a2.ipynb", "bob/a2/timestamp.txt"}


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("(", "is not a regular expression"),
        ("x", "with student_id and file_id"),
        ("canvas", "is not a readable zip file"),
    ],
)
def test_bad_input(tmp_path, rule, sentence):
    (tmp_path / "a.zip").write_text("no zip")
    with pytest.raises(ValueError, match=sentence):
        unpack_submissions(tmp_path / "a.zip", tmp_path, "a2", rule)


@pytest.mark.parametrize("rule", ["canvas", "moodle"])
def test_students_of_the_same_name_are_two(tmp_path, rule):
    name = {"canvas": "smithjohn_{}_9_a2.ipynb", "moodle": "John Smith_{}_assignsubmission_file_a2.ipynb"}[rule]
    both = {name.format(number): number.encode() for number in ("101", "202")}
    found = unpack_submissions(pack(tmp_path / "a.zip", both), tmp_path, "a2", rule)
    assert len(found.changed) == 2 and not found.refused
    assert {path.read_bytes() for path in tmp_path.rglob("a2.ipynb")} == {b"101", b"202"}
    assert len(read_lms_ids(tmp_path, rule, "a2")) == 2
    assert bool(found.notes) == (rule == "moodle")


def test_a_name_that_looks_like_another_students_folder(tmp_path):
    rule = r"(?P<student_id>.+)=(?P<number>\d+)=(?P<file_id>.+)"
    names = {f"{name}={number}=a2.ipynb": number.encode() for name, number in (("x", "12"), ("x", "13"), ("x_12", "5"))}
    unpack_submissions(pack(tmp_path / "a.zip", names), tmp_path, "a2", rule)
    assert {path.read_bytes() for path in tmp_path.rglob("a2.ipynb")} == {b"12", b"13", b"5"}


def test_canvas_numbers_are_the_same_in_all_assignments(tmp_path):
    both = {f"smithjohn_{number}_9_a2.ipynb": b"x" for number in (101, 202)}
    unpack_submissions(pack(tmp_path / "a.zip", both), tmp_path, "a2", "canvas")
    unpack_submissions(pack(tmp_path / "a.zip", {"smithjohn_202_9_a3.ipynb": b"x"}), tmp_path, "a3", "canvas")
    [folder] = (tmp_path / "submitted").glob("*/a3")
    assert folder.parent.name == "smithjohn_202"


def test_moodle_numbers_are_others_in_each_assignment(tmp_path):
    for assignment, number in (("a2", 101), ("a3", 333)):
        names = {f"Bob O'Neill_{number}_assignsubmission_file_{assignment}.ipynb": b"x"}
        unpack_submissions(pack(tmp_path / "a.zip", names), tmp_path, assignment, "moodle")
        assert read_lms_ids(tmp_path, "moodle", assignment) == {str(number): "Bob O'Neill"}
    assert [path.name for path in (tmp_path / "submitted").iterdir()] == ["Bob O'Neill"]


def test_of_what_was_handed_in_again_the_last_counts(tmp_path):
    names = [f"ada_1_{i}_a2{again}.ipynb" for i, again in enumerate(("-2", "", "-10", "-1"))]
    found = unpack_submissions(
        pack(tmp_path / "a.zip", {name: name.encode() for name in names}), tmp_path, "a2", "canvas"
    )
    assert (tmp_path / "submitted/ada/a2/a2.ipynb").read_bytes() == b"ada_1_2_a2-10.ipynb"
    assert len(found.refused) == 2 and "which counts" in found.refused[0]


def test_an_older_archive_puts_nothing_back(tmp_path):
    unpack_submissions(pack(tmp_path / "a.zip", {"ada/a2.ipynb": b"new"}), tmp_path, "a2", "folders")
    old = pack(tmp_path / "b.zip", {"ada/a2.ipynb": b"old"}, date=(2026, 11, 1, 0, 0, 0))
    assert "is newer" in unpack_submissions(old, tmp_path, "a2", "folders").refused[0]
    assert (tmp_path / "submitted/ada/a2/a2.ipynb").read_bytes() == b"new"


def test_the_same_files_keep_their_date(tmp_path):
    unpack_submissions(pack(tmp_path / "a.zip", {"ada/a2.ipynb": b"same"}), tmp_path, "a2", "folders")
    stamp = tmp_path / "submitted/ada/a2/timestamp.txt"
    stamp.write_text("2026-11-01 20:00 Europe/Rome")
    found = unpack_submissions(tmp_path / "a.zip", tmp_path, "a2", "folders")
    assert found.unchanged == ["ada"] and not found.changed
    assert stamp.read_text() == "2026-11-01 20:00 Europe/Rome"
    found = unpack_submissions(pack(tmp_path / "a.zip", {"ada/a2.ipynb": b"other"}), tmp_path, "a2", "folders")
    assert found.changed == ["ada"] and stamp.read_text() == "2026-11-20 10:00:00\n"


def test_an_archive_without_dates_stops_nobody(tmp_path):
    unpack_submissions(pack(tmp_path / "a.zip", {"ada/a2.ipynb": b"before"}), tmp_path, "a2", "folders")
    packed = pack(tmp_path / "a.zip", {"ada/a2.ipynb": b"other", "bob/a2.ipynb": b"x"}, date=(1980, 0, 0, 0, 0, 0))
    found = unpack_submissions(packed, tmp_path, "a2", "folders")
    assert found.changed == ["bob"] and "is newer" in found.refused[0]
    assert (tmp_path / "submitted/bob/a2/timestamp.txt").read_text() == "1980-01-01 00:00:00\n"


def test_folders_within_folders_and_one_around_all(tmp_path):
    names = ["class/ada/homework/a2.ipynb", "class/bob/homework/a2.ipynb"]
    found = unpack_submissions(pack(tmp_path / "a.zip", dict.fromkeys(names, b"x")), tmp_path, "a2", "folders")
    assert sorted(found.changed) == ["ada", "bob"]


def test_a_students_archive_is_not_unpacked_into_memory(tmp_path, monkeypatch):
    inner = pack(io.BytesIO(), {f"{i}.ipynb": bytes(2**20) for i in range(3)}).getvalue()
    monkeypatch.setattr("facelab.instructor.intake.collect.MAX_STUDENT_BYTES", 2**21)
    found = unpack_submissions(pack(tmp_path / "a.zip", {"ada_1_2_work.zip": inner}), tmp_path, "a2", "canvas")
    assert "it would unpack to more than 2 MiB" in found.refused[0] and not found.changed
