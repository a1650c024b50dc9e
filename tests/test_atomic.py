import pytest

from facelab.atomic import write_atomically


def test_a_failed_write_leaves_the_old_file(tmp_path):
    path = tmp_path / "notebook.ipynb"
    write_atomically(path, "old")
    with pytest.raises(UnicodeEncodeError):
        write_atomically(path, "new \ud800")  # cannot be encoded
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]
