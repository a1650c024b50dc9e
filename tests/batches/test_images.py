import numpy as np
import pytest

from facelab.batches import ImageBatches


@pytest.fixture
def faces():
    """Every pixel of image i is i; person 9 has one image, person 7 has six."""
    return np.repeat(np.arange(7, dtype=np.uint8), 12).reshape(7, 4, 3), np.array([7, 7, 7, 9, 7, 7, 7])


def test_each_image_comes_with_its_class_and_people_count_alike(faces):
    _, labels = faces
    shown, classes = (np.concatenate(column) for column in zip(*ImageBatches(*faces, 100, 20), strict=True))
    assert (np.array([7, 9])[classes] == labels[shown[:, 0, 0, 0]]).all()
    assert abs(classes.mean() - 0.5) < 0.05 and len(np.unique(shown[:, 0, 0, 0])) == 7


def test_an_empty_batch_is_refused(faces):
    with pytest.raises(ValueError, match="n_images=0"):
        ImageBatches(*faces, 0, 1)
