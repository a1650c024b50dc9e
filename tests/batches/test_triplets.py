import numpy as np
import pytest

from facelab.batches import TripletBatches
from facelab.mining import Triplets


@pytest.fixture
def images():
    return np.repeat(np.arange(30, dtype=np.uint8), 12).reshape(30, 4, 3)


@pytest.fixture
def triplets():
    return Triplets(*np.arange(30).reshape(3, 10))


def test_an_epoch_shows_each_triplet_once_in_an_order_of_its_own(images, triplets):
    batches = TripletBatches(images, triplets, n_triplets=2)
    orders = []
    for _ in range(2):
        shown = np.concatenate([batch[:, 0, 0, 0].reshape(3, 2) for batch, _ in batches], axis=1)
        assert (np.sort(shown[0]) == triplets.anchor).all()
        assert (shown[1] == shown[0] + 10).all() and (shown[2] == shown[0] + 20).all()
        orders.append(shown[0].tolist())
        batches.on_epoch_end()
    assert orders[0] != orders[1]


def test_triplets_that_do_not_fill_a_batch_are_not_shown(images, triplets):
    assert len(TripletBatches(images, triplets, n_triplets=4)) == 2


def test_triplets_of_other_images_are_refused(images, triplets):
    with pytest.raises(ValueError, match="the triplets name images up to 29, but there are 20"):
        TripletBatches(images[:20], triplets, n_triplets=2)


def test_too_few_triplets_are_refused(images, triplets):
    with pytest.raises(ValueError, match="10 were mined"):
        TripletBatches(images, triplets, n_triplets=11)
