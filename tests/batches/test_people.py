import numpy as np
import pytest

from facelab.batches import PeopleBatches
from facelab.batches.people import positions_of_people


@pytest.fixture
def faces():
    """Six people with four images each; every pixel of image i is i."""
    return np.repeat(np.arange(24, dtype=np.uint8), 12).reshape(24, 4, 3), np.arange(24) % 6


def test_p_people_with_k_different_images_each(faces):
    images, labels = faces
    for batch, drawn in (PeopleBatches(images, labels, 3, 2, n_batches=50)[i] for i in range(50)):
        people, counts = np.unique(drawn, return_counts=True)
        assert batch.shape == (6, 4, 3, 1) and batch.dtype == np.uint8
        assert len(people) == 3 and set(counts) == {2}
        positions = batch[:, 0, 0, 0]
        assert len(set(positions.tolist())) == 6 and (labels[positions] == drawn).all()


def test_all_people_and_images_come_up(faces):
    batches = PeopleBatches(*faces, 2, 2, n_batches=100)
    assert {int(i) for number in range(100) for i in batches[number][0][:, 0, 0, 0]} == set(range(24))


def test_impossible_batches_are_refused(faces):
    images, labels = faces
    with pytest.raises(ValueError, match="images_per_person=5, but person 0 has only 4"):
        PeopleBatches(images, labels, 3, 5, n_batches=1)
    with pytest.raises(ValueError, match="n_people=7; expected 2 to 6"):
        PeopleBatches(images, labels, 7, 2, n_batches=1)
    with pytest.raises(ValueError, match="n_people=1"):
        PeopleBatches(images, labels, 1, 2, n_batches=1)
    with pytest.raises(ValueError, match="at least 2"):
        PeopleBatches(images, labels, 2, 1, n_batches=1)
    with pytest.raises(ValueError, match="24 images and 23 labels"):
        PeopleBatches(images, labels[:-1], 2, 2, n_batches=1)


def test_positions_come_in_the_order_of_the_labels():
    positions = positions_of_people(np.zeros((3, 8, 8), np.uint8), np.array([5, 2, 5]))
    assert [each.tolist() for each in positions] == [[1], [0, 2]]
