import numpy as np
import pytest

from facelab.datasets import LazyImages
from facelab.datasets.orl import orl_folder
from facelab.features import LBPHistograms


@pytest.fixture
def paths():
    return [orl_folder() / "s1" / f"{i}.pgm" for i in range(1, 11)]


@pytest.fixture
def images(paths):
    return LazyImages(paths, 112, 92)


def test_answers_like_an_array(images, orl):
    everything = np.repeat(orl.images[:10, ..., None], 3, axis=-1)
    mask = np.arange(10) % 2 == 0
    assert len(images) == 10 and images.shape == everything.shape and images.dtype == np.uint8
    for index in (3, -1, slice(2, 5), mask, np.array([7, 0])):
        assert (images[index] == everything[index]).all()
    assert (np.asarray(images) == everything).all()
    assert images[np.zeros(10, bool)].shape == (0, 112, 92, 3)


def test_a_transformer_sees_one_batch_at_a_time(images, orl, monkeypatch):
    sizes = []
    read_slice = LazyImages.__getitem__
    monkeypatch.setattr("facelab.images.BATCH_SIZE", 4)
    monkeypatch.setattr(LazyImages, "__getitem__", lambda self, i: sizes.append(i) or read_slice(self, i))
    vectors = LBPHistograms().transform(images)
    assert sizes == [slice(0, 4), slice(4, 8), slice(8, 12)]
    assert (vectors == LBPHistograms().transform(orl.images[:10])).all()


def test_an_image_of_another_size_is_named(paths):
    with pytest.raises(ValueError, match=r"1\.pgm has shape \(112, 92, 3\); the rest of the set has \(100, 92, 3\)"):
        LazyImages(paths, 100, 92)[0]
