import numpy as np
import pytest
from PIL import Image

from facelab.datasets.image_file import UnreadableImageError, read_image


@pytest.fixture
def photograph(tmp_path):
    pixels = np.zeros((20, 30, 3), np.uint8)
    pixels[:, :15] = (255, 0, 0)  # the left half is red
    path = tmp_path / "photograph.png"
    Image.fromarray(pixels).save(path)
    return path


def test_reads_rgb_and_gray(photograph):
    assert read_image(photograph)[0, 0].tolist() == [255, 0, 0]
    assert read_image(photograph, gray=True)[0, 0] == 76  # 0.299 · 255


def test_turns_an_image_by_its_exif_tag(photograph, tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held sideways: turn by 90° clockwise
    path = tmp_path / "sideways.jpg"
    Image.open(photograph).save(path, exif=exif, quality=95)
    turned = read_image(path)
    assert turned.shape == (30, 20, 3)
    assert turned[2, 10, 0] > 200 and turned[-3, 10, 0] < 50  # what was left is now on top


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_transparency_is_laid_on_white(tmp_path, mode):
    path = tmp_path / "clear.png"
    clear = Image.new("RGBA", (4, 4), (0, 0, 0, 0))
    clear.convert(mode).save(path, **({"transparency": 0} if mode == "P" else {}))
    assert (read_image(path) == 255).all()


def test_sixteen_bit_gray_keeps_its_shades(tmp_path):
    path = tmp_path / "deep.png"
    Image.fromarray(np.array([[0, 32768, 65535]], np.uint16)).save(path)
    assert read_image(path, gray=True).tolist() == [[0, 128, 255]]


def test_thirty_two_bit_gray_is_refused(tmp_path):
    path = tmp_path / "deep.tiff"
    Image.fromarray(np.array([[0, 200]], np.int32)).save(path)
    with pytest.raises(UnreadableImageError, match="save it with 8"):
        read_image(path)


@pytest.mark.parametrize(("tag", "corner"), [(1, (0, 0)), (2, (0, -1)), (3, (-1, -1)), (4, (-1, 0)),
                                              (5, (0, 0)), (6, (0, -1)), (7, (-1, -1)), (8, (-1, 0))])  # fmt: skip
def test_every_exif_orientation(tmp_path, tag, corner):
    pixels = np.zeros((32, 48), np.uint8)
    pixels[:16, :16] = 255
    exif = Image.Exif()
    exif[0x0112] = tag
    Image.fromarray(pixels).save(tmp_path / "turned.png", exif=exif)
    turned = read_image(tmp_path / "turned.png", gray=True)
    assert turned.shape == ((32, 48) if tag < 5 else (48, 32))
    assert turned[corner] == 255 and (turned == 255).sum() == 256


def test_a_bomb_is_named(tmp_path, monkeypatch):
    path = tmp_path / "bomb.png"
    Image.new("L", (100, 100)).save(path)
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    with pytest.raises(UnreadableImageError, match="decompression bomb"):
        read_image(path)


def test_a_truncated_file_is_named(photograph, tmp_path):
    cut = tmp_path / "cut.jpg"
    Image.effect_noise((200, 200), 50).save(cut)
    cut.write_bytes(cut.read_bytes()[:-2000])
    with pytest.raises(UnreadableImageError, match=r"cut\.jpg is not a readable image .*truncated.*; replace"):
        read_image(cut)


@pytest.mark.parametrize("content", [b"", b"no image", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50])
def test_other_bytes_are_named(tmp_path, content):
    path = tmp_path / "notes.png"
    path.write_bytes(content)
    with pytest.raises(UnreadableImageError, match="not a readable image"):
        read_image(path)
