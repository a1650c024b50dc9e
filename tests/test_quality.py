import keras
import numpy as np
import pytest

from facelab.augmentation import OPERATIONS
from facelab.losses import EuclideanHead
from facelab.networks import compact, get_encoder, siamese
from facelab.preprocessing import ResizeGray
from facelab.quality import dropout_agreement
from facelab.zoo import load_trained


@pytest.fixture(scope="module")
def network():
    return load_trained("orl-cosface-0")


@pytest.fixture(scope="module")
def images(orl):
    return ResizeGray(56, 46)(orl.images[::16])


def test_against_a_naive_loop(network, images):
    rng, rate = np.random.default_rng(7), 0.3
    features = keras.Model(network.input, network.get_layer("features").output).predict(images[:3, ..., None])
    kernel = network.get_layer("embedding").get_weights()[0].astype(float)
    masks = rng.random((6, features.shape[1])) >= rate
    expected = []
    for row in features:
        embeddings = []
        for mask in masks:
            vector = np.where(mask, row / (1 - rate), 0) @ kernel
            embeddings.append(vector / np.sqrt((vector**2).sum()))
        distances = [np.sqrt(((embeddings[i] - embeddings[j]) ** 2).sum()) for i in range(6) for j in range(i)]
        expected.append(2 / (1 + np.exp(np.mean(distances))))
    scores = dropout_agreement(network, images[:3], n_passes=6, rate=rate, seed=7)
    np.testing.assert_allclose(scores, expected, rtol=1e-5)


def test_kerass_own_dropout_gives_the_same_score_on_average(network, images):
    features = keras.Model(network.input, network.get_layer("features").output).predict_on_batch(images[:1, ..., None])
    dropped = keras.layers.Dropout(0.5, seed=3)(np.repeat(features, 400, axis=0), training=True)
    passes = keras.ops.normalize(network.get_layer("embedding")(dropped))
    left, right = np.triu_indices(400, 1)
    distance = np.linalg.norm(np.asarray(passes)[left] - np.asarray(passes)[right], axis=1).mean()
    score = dropout_agreement(network, images[:1], n_passes=400)[0]
    assert score == pytest.approx(2 / (1 + np.exp(distance)), rel=0.01)


@pytest.mark.parametrize(
    ("operation", "amounts"), [("blur", (0, 2, 8)), ("noise", (0, 10, 40)), ("zoom", (1, 0.8, 0.5))]
)
def test_quality_falls_with_what_spoils_an_image(network, images, operation, amounts):
    means = [dropout_agreement(network, OPERATIONS[operation].change(images, amount)).mean() for amount in amounts]
    assert means[0] > means[1] + 0.005 > means[2] + 0.01


def test_a_score_depends_on_its_image_alone(network, images):
    together = dropout_agreement(network, images)
    np.testing.assert_allclose(dropout_agreement(network, images[::-1])[::-1], together, rtol=1e-5)
    np.testing.assert_allclose(dropout_agreement(network, images[4:5]), together[4:5], rtol=1e-5)
    assert not np.allclose(dropout_agreement(network, images, seed=1), together, rtol=1e-5)
    assert dropout_agreement(network, images[:0]).shape == (0,)


def test_the_bias_counts_and_little_dropout_agrees():
    image = keras.Input((8, 8, 1))
    layer = keras.layers.Dense(2, name="embedding")
    network = keras.Model(image, layer(keras.layers.Flatten()(image)))
    layer.set_weights([np.zeros((64, 2)), np.array([3.0, 4.0])])
    assert dropout_agreement(network, np.ones((1, 8, 8), np.uint8)).tolist() == [1]
    layer.set_weights([np.random.default_rng(0).normal(size=(64, 2)), np.zeros(2)])
    few, many = (dropout_agreement(network, np.full((1, 8, 8), 9, np.uint8), rate=rate)[0] for rate in (0.05, 0.7))
    assert 1 > few > many


@pytest.mark.parametrize("wrong", [{"n_passes": 1}, {"rate": 0}, {"rate": 1}, {"rate": np.nan}])
def test_wrong_settings_are_refused(network, images, wrong):
    with pytest.raises(ValueError, match="expected 2 passes or more, and a rate between 0 and 1"):
        dropout_agreement(network, images, **wrong)


def test_wrong_networks_and_images_are_refused(network, images):
    around = siamese(compact(), EuclideanHead())
    with pytest.raises(ValueError, match=r"'siamese' has no dense layer \"embedding\""):
        dropout_agreement(around, images)
    assert dropout_agreement(get_encoder(around), images[:1]).shape == (1,)
    with pytest.raises(ValueError, match=r"expects images of \(56, 46, 1\), found \(56, 56, 1\)"):
        dropout_agreement(network, np.zeros((1, 56, 56), np.uint8))
    with pytest.raises(TypeError, match="expected a uint8 array"):
        dropout_agreement(network, images.astype(float))
    image = keras.Input((8, 8, 1))
    dense = keras.layers.Dense(2, use_bias=False, name="embedding")
    black = keras.Model(image, dense(keras.layers.Flatten()(image)))
    with pytest.raises(ValueError, match="leaves nothing of the embedding of image 1"):
        dropout_agreement(black, np.stack([np.ones((8, 8)), np.zeros((8, 8))]).astype(np.uint8))
