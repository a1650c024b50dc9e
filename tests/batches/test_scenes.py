import numpy as np
import pytest

from facelab.batches import SceneBatches
from facelab.detection import Grid

GRID = Grid((64, 96), (4, 6), anchors=((20, 16),))


def scenes():
    """Images in which the face is white, and all else black."""
    rng, images, boxes = np.random.default_rng(0), np.zeros((6, 64, 96), np.uint8), []
    for image in images:
        left, top = rng.integers(0, 70), rng.integers(0, 40)
        image[top : top + 20, left : left + 16] = 255
        boxes.append(np.array([[left, top, left + 16, top + 20]]))
    return images, boxes


def test_targets_are_where_the_faces_are_flipped_or_not():
    images, boxes = scenes()
    drawn, targets = SceneBatches(images, boxes, GRID, n_images=40, n_batches=1)[0]
    seen = set()
    for image, target in zip(drawn[..., 0], targets, strict=True):
        [[left, top, right, bottom]] = GRID.decode(target)[0].round().astype(int)
        assert image[top:bottom, left:right].all() and image.sum() == 255 * 16 * 20
        seen.add(left)
    assert len(seen) > len(images), "some images were drawn both ways"


def test_the_same_seed_draws_the_same():
    images, boxes = scenes()
    first, second = (SceneBatches(images, boxes, GRID, 8, 2, seed=3)[1] for _ in range(2))
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


def test_images_without_boxes_are_possible():
    images, _ = scenes()
    assert not SceneBatches(images, [np.empty((0, 4))] * 6, GRID, 4, 1)[0][1].any()


def test_bad_input():
    images, boxes = scenes()
    with pytest.raises(ValueError, match="6 images and 5 lists of boxes"):
        SceneBatches(images, boxes[1:], GRID, 4, 1)
    with pytest.raises(ValueError, match="n_images=0"):
        SceneBatches(images, boxes, GRID, 0, 1)
