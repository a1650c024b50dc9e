import keras
import numpy as np
import pytest

from facelab.losses import ContrastiveLoss, EuclideanHead, LogisticHead
from facelab.networks import classifier, compact, deepface, get_encoder, learned_distances, siamese


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


@pytest.mark.parametrize("wrap", [lambda x: siamese(x, EuclideanHead()), lambda x: classifier(x, 3)])
def test_the_encoder_is_found_in_any_network(wrap):
    encoder = deepface((88, 88, 1), 8, None)
    assert get_encoder(wrap(encoder)) is encoder and get_encoder(encoder) is encoder


def test_learned_distances_are_those_of_the_logistic_head_if_there_is_one():
    encoder, head = compact(), LogisticHead("squared")
    a, b = np.random.default_rng(0).normal(size=(2, 5, 64))
    learned = learned_distances(siamese(encoder, head), a, b)
    assert learned.dtype == np.float64
    np.testing.assert_allclose(learned, 8 * ((a - b) ** 2).sum(axis=1) - 4, rtol=1e-4)  # its first weights
    for network in (encoder, siamese(encoder, EuclideanHead()), classifier(encoder, 3)):
        np.testing.assert_allclose(learned_distances(network, a, b), np.linalg.norm(a - b, axis=1), rtol=1e-5)
