import numpy as np
import pytest

from facelab.batches import PairBatches


@pytest.fixture
def faces():
    """Every pixel of image i is i; person 2 has one image only."""
    labels = np.array([0, 0, 0, 0, 1, 1, 2])
    return np.repeat(np.arange(7, dtype=np.uint8), 12).reshape(7, 4, 3), labels


def positions_of(batch):
    (left, right), same = batch
    return left[:, 0, 0, 0], right[:, 0, 0, 0], same


@pytest.mark.parametrize(("share", "n_genuine"), [(0.5, 5), (0.2, 2), (0.0, 0), (1.0, 10)])
def test_the_share_of_genuine_pairs_is_as_asked(faces, share, n_genuine):
    images, labels = faces
    for number in range(20):
        left, right, same = positions_of(PairBatches(images, labels, 10, 20, share)[number])
        assert same.sum() == n_genuine and same.dtype == np.float32
        assert (left != right).all() and ((labels[left] == labels[right]) == same).all()


def test_a_person_with_many_images_counts_no_more_than_one_with_few(faces):
    images, labels = faces
    batches = PairBatches(images, labels, 100, 30)
    left, right, same = (np.concatenate(column) for column in zip(*map(positions_of, batches), strict=True))
    genuine = labels[left[same == 1]]
    assert abs((genuine == 0).mean() - 0.5) < 0.05
    impostor = np.concatenate([labels[left[same == 0]], labels[right[same == 0]]])
    assert all(abs((impostor == person).mean() - 1 / 3) < 0.05 for person in range(3))


def test_seeds(faces):
    first, again, other = (PairBatches(*faces, 10, 3, seed=seed)[2] for seed in (0, 0, 1))
    assert (first[0][0] == again[0][0]).all() and not np.array_equal(first[0], other[0])


def test_impossible_pairs_are_refused(faces):
    images, labels = faces
    with pytest.raises(ValueError, match="no genuine pair"):
        PairBatches(images, np.arange(7), 10, 1)
    assert PairBatches(images, np.arange(7), 10, 1, genuine_share=0)[0][1].sum() == 0
    with pytest.raises(ValueError, match="no impostor pair"):
        PairBatches(images, np.zeros(7, int), 10, 1)
    with pytest.raises(ValueError, match=r"genuine_share=1\.5"):
        PairBatches(images, labels, 10, 1, genuine_share=1.5)
