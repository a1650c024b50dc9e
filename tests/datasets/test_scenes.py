import numpy as np

from facelab.datasets import load_orl
from facelab.datasets.scenes import face_scenes
from facelab.detection import iou

FACES = load_orl().images[:20]


def scenes(seed=0, n=20, **changes):
    return face_scenes(FACES, n, np.random.default_rng(seed), **changes)


def test_the_seed_decides():
    first, again, other = scenes(1), scenes(1), scenes(2)
    np.testing.assert_array_equal(first.images, again.images)
    assert all((a == b).all() for a, b in zip(first.boxes, again.boxes, strict=True))
    assert (first.images != other.images).any()


def test_boxes_are_inside_the_image_have_the_requested_sizes_and_hardly_overlap():
    made = scenes(n=60, shape=(100, 140), height_range=(30, 60))
    assert made.images.shape == (60, 100, 140) and {len(boxes) for boxes in made.boxes} == {0, 1, 2, 3}
    for boxes in made.boxes:
        assert (boxes >= 0).all() and (boxes <= [140, 100, 140, 100]).all()
        heights = boxes[:, 3] - boxes[:, 1]
        assert ((heights >= 30) & (heights <= 60)).all()
        assert len(boxes) < 2 or (iou(boxes, boxes) - np.eye(len(boxes))).max() < 0.02


def test_heads_of_a_crowd_overlap_but_not_by_more_than_asked():
    crowd = scenes(n=40, max_faces=9, max_decoys=0, height_range=(40, 70), max_overlap=0.4)
    overlaps = [(iou(boxes, boxes) - np.eye(len(boxes))).max(initial=0) for boxes in crowd.boxes]
    assert 0.3 < max(overlaps) < 0.4


def test_a_pasted_face_looks_like_its_image():
    """With its lighting, the face is a linear function of the image's grays."""
    gray_faces = np.full_like(FACES, 128)
    made = scenes(n=10, max_faces=1, max_decoys=0, height_range=(100, 100.1))
    flat = face_scenes(gray_faces, 10, np.random.default_rng(0), max_faces=1, max_decoys=0, height_range=(100, 100.1))
    for image, blank, boxes in zip(made.images, flat.images, made.boxes, strict=True):
        for left, top, right, bottom in boxes.astype(int):
            middle = slice(top + 30, bottom - 30), slice(left + 20, right - 20)
            assert image[middle].std() > 5 and blank[middle].std() < 1
