import numpy as np
import pytest

from facelab.datasets import load_orl
from facelab.datasets.scenes import face_scenes
from facelab.datasets.textures import TEXTURES, texture
from facelab.detection import iou

FACES = load_orl().images[:20]


def scenes(seed=0, n=20, **changes):
    return face_scenes(FACES, n, np.random.default_rng(seed), **changes)


def test_the_seed_decides():
    first, again, other = scenes(1), scenes(1), scenes(2)
    np.testing.assert_array_equal(first.images, again.images)
    assert all((a == b).all() for a, b in zip(first.boxes, again.boxes, strict=True))
    assert (first.images != other.images).any()


def test_boxes_lie_in_the_picture_are_of_the_sizes_asked_for_and_hardly_overlap():
    made = scenes(n=60, shape=(100, 140), heights=(30, 60))
    assert made.images.shape == (60, 100, 140) and {len(boxes) for boxes in made.boxes} == {0, 1, 2, 3}
    for boxes in made.boxes:
        assert (boxes >= 0).all() and (boxes <= [140, 100, 140, 100]).all()
        heights = boxes[:, 3] - boxes[:, 1]
        assert ((heights >= 30) & (heights <= 60)).all()
        assert len(boxes) < 2 or (iou(boxes, boxes) - np.eye(len(boxes))).max() < 0.02


def test_a_pasted_face_looks_like_its_photograph():
    """Under its light the face is a straight line of the photograph's grays."""
    black = np.full_like(FACES, 128)
    made = scenes(n=10, most=1, decoys=0, heights=(100, 100.1))
    flat = face_scenes(black, 10, np.random.default_rng(0), most=1, decoys=0, heights=(100, 100.1))
    for image, nothing, boxes in zip(made.images, flat.images, made.boxes, strict=True):
        for left, top, right, bottom in boxes.astype(int):
            middle = slice(top + 30, bottom - 30), slice(left + 20, right - 20)
            assert image[middle].std() > 5 and nothing[middle].std() < 1


@pytest.mark.parametrize("kind", TEXTURES)
def test_textures_fill_the_picture_and_differ(kind):
    first, other = (texture(kind, (50, 70), np.random.default_rng(seed)) for seed in (0, 1))
    assert first.shape == (50, 70) and first.dtype == np.uint8 and (first != other).any()


def test_an_unknown_texture():
    with pytest.raises(ValueError, match="take one of clouds"):
        texture("sky", (5, 5), np.random.default_rng(0))
