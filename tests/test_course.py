import pytest

from facelab.course import course_folder, write_whole


@pytest.mark.parametrize("inside", [".", "notebooks", "notebooks/assignments", "data"])
def test_found_from_anywhere_inside(tmp_path, monkeypatch, inside):
    (tmp_path / "notebooks" / "assignments").mkdir(parents=True)
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path / inside)
    assert course_folder() == tmp_path


def test_a_failed_write_leaves_the_old_file(tmp_path):
    path = tmp_path / "notebook.ipynb"
    write_whole(path, "old")
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "new \ud800")  # cannot be encoded
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]
