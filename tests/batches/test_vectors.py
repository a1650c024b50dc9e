import numpy as np
import pytest

from facelab.batches import VectorBatches


def test_each_image_comes_with_its_vector():
    images = np.repeat(np.arange(5, dtype=np.uint8), 12).reshape(5, 4, 3)
    batches = VectorBatches(images, np.arange(10.0).reshape(5, 2), n_images=40, n_batches=3)
    shown, vectors = (np.concatenate(column) for column in zip(*batches, strict=True))
    assert (vectors[:, 0] == 2 * shown[:, 0, 0, 0]).all() and len(np.unique(shown)) == 5


@pytest.mark.parametrize(("n_images", "n_vectors"), [(0, 5), (4, 3)])
def test_what_does_not_fit_is_refused(n_images, n_vectors):
    with pytest.raises(ValueError, match="a vector for each image"):
        VectorBatches(np.zeros((5, 4, 3), np.uint8), np.zeros((n_vectors, 2)), n_images, 1)
