import numpy as np

from facelab.losses import EuclideanHead, LogisticHead
from facelab.networks import compact, siamese


def test_both_sides_share_one_encoder():
    encoder = compact()
    left, right = np.random.default_rng(0).integers(0, 256, (2, 3, 56, 46, 1)).astype(np.float32)
    distances = siamese(encoder, EuclideanHead()).predict((left, right), verbose=0)
    a, b = encoder.predict(left, verbose=0), encoder.predict(right, verbose=0)
    np.testing.assert_allclose(distances, np.linalg.norm(a - b, axis=1), rtol=1e-4)


def test_the_order_of_the_two_images_does_not_matter():
    network = siamese(compact(), LogisticHead())
    left, right = np.random.default_rng(0).integers(0, 256, (2, 3, 56, 46, 1)).astype(np.float32)
    one, other = network.predict((left, right), verbose=0), network.predict((right, left), verbose=0)
    np.testing.assert_allclose(one, other, rtol=1e-5)
