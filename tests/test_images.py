import numpy as np
import pytest
from PIL import Image

from facelab.images import check_images, flatten_images, map_batches, map_rows, to_gray


@pytest.mark.parametrize(
    ("images", "error", "sentence"),
    [
        (np.zeros((2, 4, 4)), TypeError, "float64; expected a uint8"),
        (np.zeros((2, 4, 4, 4), np.uint8), ValueError, r"\(2, 4, 4, 4\); expected"),
        (np.zeros((4, 4), np.uint8), ValueError, r"\(4, 4\); expected .* One image\? Pass image\[None\]"),
        (np.zeros((112, 92, 3), np.uint8), ValueError, r"One image\? Pass image\[None\]"),
        (np.zeros((2, 0, 4), np.uint8), ValueError, "at least one pixel"),
        ([1, 2], TypeError, "list; expected a uint8"),
    ],
)
def test_other_images_are_refused(images, error, sentence):
    with pytest.raises(error, match=sentence):
        check_images(images)


def test_gray_is_that_of_pillow(orl):
    rgb = np.random.default_rng(0).integers(0, 256, (3, 9, 7, 3), dtype=np.uint8)
    by_pillow = np.stack([np.asarray(Image.fromarray(image).convert("L")) for image in rgb])
    assert np.abs(to_gray(rgb).astype(int) - by_pillow).max() <= 1  # Pillow rounds its weights
    assert to_gray(orl.images) is orl.images


def test_batches_cover_every_image_once():
    images = np.arange(600, dtype=np.uint16).astype(np.uint8).reshape(600, 1, 1)
    assert (map_batches(lambda batch: batch.reshape(-1), images) == images.ravel()).all()


def test_no_images_is_an_error():
    with pytest.raises(ValueError, match="no images"):
        map_batches(lambda batch: batch, np.zeros((0, 4, 4), np.uint8))


def test_rows_stay_rows():
    rows = np.ones((3, 5))
    assert flatten_images(rows) is rows


def test_images_become_rows_of_the_fitted_size():
    images = np.arange(24, dtype=np.uint8).reshape(2, 3, 4)
    assert map_rows(lambda rows: rows.sum(axis=1), images, shape=(3, 4)).tolist() == [66, 210]
    with pytest.raises(ValueError, match="images are 3 × 4 pixels; it was fitted on 4 × 3: resize them first"):
        map_rows(lambda rows: rows, images, shape=(4, 3))
