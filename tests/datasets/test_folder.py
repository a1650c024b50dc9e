import os

import numpy as np
import pytest
from PIL import Image

from facelab.datasets import load_folder


@pytest.fixture
def photographs(tmp_path):
    """Two people; photographs of several sizes, formats and modes."""
    rng = np.random.default_rng(0)
    for name, size, mode in (
        ("Ada/1.jpg", (300, 400), "RGB"),
        ("Ada/2.png", (120, 90), "RGBA"),
        ("Bo/portrait.bmp", (640, 480), "L"),
        ("Bo/tiny.gif", (20, 20), "P"),
        ("Bo/web.webp", (111, 333), "RGB"),
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        Image.fromarray(rng.integers(0, 256, (*size, 3), dtype=np.uint8)).convert(mode).save(path)
    return tmp_path


def test_mixed_sizes_and_formats(photographs):
    faces = load_folder(photographs)
    assert faces.images.shape == (5, 250, 250, 3)
    assert faces.names == ["Ada", "Bo"] and faces.labels.tolist() == [0, 0, 1, 1, 1]


def test_like_orl(photographs):
    assert load_folder(photographs, size=(112, 92), gray=True).images.shape == (5, 112, 92)


def test_nothing_is_stretched(tmp_path):
    (tmp_path / "Ada").mkdir()
    across, up = np.meshgrid(np.arange(300), np.arange(200))
    circle = np.where((across - 150) ** 2 + (up - 100) ** 2 < 60**2, 255, 0).astype(np.uint8)
    Image.fromarray(circle).save(tmp_path / "Ada" / "circle.png")
    image = load_folder(tmp_path, size=(100, 100), gray=True).images[0] > 127
    assert abs(int(image.any(axis=0).sum()) - int(image.any(axis=1).sum())) <= 1


def test_unreadable_files_are_named_and_skipped(photographs):
    (photographs / "Ada" / "notes.txt").write_text("no image")
    cut = photographs / "Bo" / "web.webp"
    cut.write_bytes(cut.read_bytes()[:100])
    with pytest.warns(UserWarning, match="skipped") as warned:
        faces = load_folder(photographs)
    messages = " ".join(str(warning.message) for warning in warned)
    assert "notes.txt" in messages and "web.webp" in messages
    assert len(faces) == 4


def test_a_person_without_a_readable_photograph_gets_no_label(photographs):
    (photographs / "Aaa").mkdir()
    with pytest.warns(UserWarning, match="Aaa holds no readable photograph"):
        faces = load_folder(photographs)
    assert faces.names == ["Ada", "Bo"]


def test_a_link_to_nowhere_is_named(photographs):
    (photographs / "Ada" / "gone.jpg").symlink_to(photographs / "nowhere.jpg")
    with pytest.warns(UserWarning, match=r"skipped.*gone\.jpg"):
        assert len(load_folder(photographs)) == 5


@pytest.mark.parametrize("size", [250, (250,), (0, 10), (1.5, 10), ("a", "b")])
def test_an_impossible_size_is_refused(photographs, size):
    with pytest.raises(ValueError, match="expected height and width in pixels"):
        load_folder(photographs, size=size)


def test_a_pipe_does_not_hang(photographs):
    os.mkfifo(photographs / "Ada" / "pipe")
    assert len(load_folder(photographs)) == 5


def test_hidden_files_are_left_out(photographs):
    (photographs / "Ada" / ".DS_Store").write_bytes(b"x")
    assert len(load_folder(photographs)) == 5


def test_an_empty_folder_is_an_error(tmp_path):
    with pytest.raises(ValueError, match="holds no readable photograph; expected"):
        load_folder(tmp_path)


def test_a_missing_folder_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError, match="there is no folder"):
        load_folder(tmp_path / "nowhere")
