import zipfile

import pytest

from facelab.instructor.release.build import build_release
from facelab.instructor.release.pack import check_zip_target, zip_release
from facelab.instructor.release.settings import ReleaseSettings
from tests.instructor.sample_course import ALL_NOTEBOOKS, COURSE, START, find_notebook


def test_twice_the_same_bytes(tmp_path):
    packed = []
    for place, notebooks in (("one", ALL_NOTEBOOKS), ("two", reversed(ALL_NOTEBOOKS))):
        build_release(COURSE, tmp_path / place / "course", notebooks, ReleaseSettings())
        packed.append(zip_release(tmp_path / place / "course"))
    assert packed[0].read_bytes() == packed[1].read_bytes()
    with zipfile.ZipFile(packed[0]) as archive:
        assert archive.testzip() is None and f"course/notebooks/{find_notebook(START).name}" in archive.namelist()


@pytest.mark.parametrize("is_zip", [False, True])
def test_another_file_is_not_replaced(tmp_path, is_zip):
    (tmp_path / "week").mkdir()
    assert check_zip_target(tmp_path / "week") == tmp_path / "week.zip"
    if is_zip:
        with zipfile.ZipFile(tmp_path / "week.zip", "w") as archive:
            archive.writestr("thesis.txt", "years of work")
    else:
        (tmp_path / "week.zip").write_text("years of work")
    before = (tmp_path / "week.zip").read_bytes()
    with pytest.raises(ValueError, match="is not a zip file of a release"):
        zip_release(tmp_path / "week")
    assert (tmp_path / "week.zip").read_bytes() == before
