import keras
import numpy as np

from facelab.losses import ContrastiveLoss, EuclideanHead, LogisticHead
from facelab.networks import compact, siamese


def test_both_sides_share_one_encoder():
    encoder = compact()
    left, right = np.random.default_rng(0).integers(0, 256, (2, 3, 56, 46, 1)).astype(np.float32)
    distances = siamese(encoder, EuclideanHead()).predict((left, right), verbose=0)
    a, b = encoder.predict(left, verbose=0), encoder.predict(right, verbose=0)
    np.testing.assert_allclose(distances[:, 0], np.linalg.norm(a - b, axis=1), rtol=1e-4)


def test_the_order_of_the_two_images_does_not_matter():
    network = siamese(compact(), LogisticHead())
    left, right = np.random.default_rng(0).integers(0, 256, (2, 3, 56, 46, 1)).astype(np.float32)
    one, other = network.predict((left, right), verbose=0), network.predict((right, left), verbose=0)
    np.testing.assert_allclose(one, other, rtol=1e-5)


def test_keras_counts_accuracy_and_weighs_pairs_as_numpy_does():
    network = siamese(compact(), LogisticHead())
    pairs = tuple(np.random.default_rng(0).integers(0, 256, (2, 6, 56, 46, 1)).astype(np.float32))
    same, weights = np.array([1, 0, 1, 1, 0, 0.0]), np.array([1, 2, 0, 1, 3, 1.0])
    network.compile(loss="binary_crossentropy", metrics=["accuracy"])
    probability = network.predict(pairs, verbose=0)[:, 0].astype(np.float64)
    _, accuracy = network.evaluate(pairs, same, verbose=0)
    assert np.isclose(accuracy, ((probability > 0.5) == same).mean())
    loss, _ = network.evaluate(pairs, same, sample_weight=weights, verbose=0)
    losses = -np.log(np.where(same == 1, probability, 1 - probability))
    assert np.isclose(loss, (weights * losses).mean(), rtol=1e-4)


def test_half_precision_ends_before_the_distances():
    keras.config.set_dtype_policy("mixed_float16")
    try:
        network = siamese(compact(), EuclideanHead())
    finally:
        keras.config.set_dtype_policy("float32")
    pairs = tuple(np.random.default_rng(0).integers(0, 256, (2, 8, 56, 46, 1)).astype(np.float32))
    network.compile("sgd", ContrastiveLoss())
    assert np.isfinite(network.fit(pairs, np.arange(8) % 2, verbose=0).history["loss"][0])
    assert network.predict(pairs, verbose=0).dtype == np.float32
    assert network.layers[2].output.dtype == "float32"
