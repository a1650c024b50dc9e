import io
import stat
import zipfile

import pytest

from facelab.instructor.intake.archive import EARLIEST, MAX_MEMBER_BYTES, members, read_member


def archive_of(name="ada/a2.ipynb", **changes):
    """An archive of one file, with changes to what its header declares."""
    info = zipfile.ZipInfo(name, changes.pop("date_time", (2026, 11, 20, 10, 0, 0)))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(info, b"content")
    archive = zipfile.ZipFile(packed)
    for key, value in changes.items():
        setattr(archive.infolist()[0], key, value)
    return archive


def test_a_file_is_listed_and_read():
    archive = archive_of()
    [member] = members(archive)
    assert (str(member.path), member.modified, member.refusal) == ("ada/a2.ipynb", "2026-11-20 10:00:00", "")
    assert read_member(archive, member) == b"content"


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"name": "."}, "its path leads out of the archive"),
        ({"name": "../a2.ipynb"}, "its path leads out of the archive"),
        ({"name": "ada/" * 200 + "a2.ipynb"}, "its name is not plain text"),
        ({"name": "ä" * 101}, "its name is too long"),
        ({"external_attr": stat.S_IFLNK << 16}, "it is a link or a device, not a file"),
        ({"compress_type": zipfile.ZIP_LZMA}, "its compression method is not supported"),
        ({"flag_bits": 1}, "it is encrypted"),
        ({"file_size": MAX_MEMBER_BYTES + 2**20}, "it has 251 MiB, at most 250 are read"),
    ],
)
def test_what_is_refused(changes, refusal):
    [member] = members(archive_of(**changes))
    assert member.refusal == refusal


def test_what_packers_add_does_not_count():
    assert list(members(archive_of("__MACOSX/a2.ipynb"))) == list(members(archive_of("ada/.DS_Store"))) == []


def test_a_date_that_does_not_exist_is_the_earliest():
    [member] = members(archive_of(date_time=(1980, 0, 0, 0, 0, 0)))
    assert member.modified == EARLIEST


@pytest.mark.parametrize("declared", [3, 100])
def test_a_size_that_is_not_as_declared(declared):
    archive = archive_of(file_size=declared)
    [member] = members(archive)
    with pytest.raises(ValueError, match=r"a2\.ipynb cannot be unpacked"):
        read_member(archive, member)
