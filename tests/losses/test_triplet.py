import warnings

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from facelab.losses import TripletLoss
from facelab.losses.batch_distances import METRICS
from facelab.mining import count_triplets
from tests.triple_loop import all_triplets, distances_of

MININGS = ["all", "semi-hard", "hard"]


def loop_loss(embeddings, labels, margin, mining, metric):
    """The loss, and the signed share of each metric in it, by loops over all triplets."""
    distances, shares = distances_of(np.asarray(embeddings, np.float64), metric), np.zeros((len(labels),) * 2)
    triplets = list(all_triplets(labels))
    if mining == "hard":
        triplets = [hardest(a, triplets, distances) for a in sorted({a for a, _, _ in triplets})]
    losses = []
    for a, p, n in triplets:
        loss = distances[a, p] - distances[a, n] + margin
        if mining == "semi-hard" and distances[a, p] >= distances[a, n]:
            continue
        if loss > 0 or mining == "hard":
            losses.append(max(loss, 0))
        if loss > 0:
            shares[a, p] += 1
            shares[a, n] -= 1
    return np.sum(losses) / max(len(losses), 1), shares / max(len(losses), 1)


def hardest(anchor, triplets, distances):
    positives = {p for a, p, _ in triplets if a == anchor}
    negatives = {n for a, _, n in triplets if a == anchor}
    return (
        anchor,
        max(positives, key=lambda p: distances[anchor, p]),
        min(negatives, key=lambda n: distances[anchor, n]),
    )


def loop_gradient(embeddings, shares, metric):
    """What each distance's share pulls at the two embeddings it is between."""
    embeddings, gradient = np.asarray(embeddings, np.float64), np.zeros(embeddings.shape)
    for i, j in zip(*np.nonzero(shares), strict=True):
        difference = embeddings[i] - embeddings[j]
        length = np.linalg.norm(difference)
        if length > 0:
            slope = 2 * difference if metric == "squared_euclidean" else difference / length
            gradient[i] += shares[i, j] * slope
            gradient[j] -= shares[i, j] * slope
    return gradient


def value_and_gradient(loss, embeddings, labels):
    embeddings = tf.Variable(embeddings)
    with tf.GradientTape() as tape, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # batches without a triplet are tested below
        value = loss(labels, embeddings)
    return float(value), tape.gradient(value, embeddings).numpy()


@st.composite
def batches(draw):
    """Batches with singletons, one person only, duplicated images, and on a grid also ties."""
    n = draw(st.integers(1, 12))
    labels = np.array(draw(st.lists(st.integers(0, draw(st.integers(0, 5))), min_size=n, max_size=n)))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    on_grid = draw(st.booleans())
    embeddings = rng.integers(-2, 3, (n, 2)) / 2 if on_grid else rng.normal(size=(n, 3))
    return embeddings[rng.integers(0, n, n)] if draw(st.booleans()) else embeddings, labels


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("mining", MININGS)
@settings(deadline=None, max_examples=60)
@given(batch=batches(), margin=st.sampled_from([0.0, 0.25, 0.5, 1.0]))
def test_value_equals_a_triple_loop(batch, margin, mining, metric):
    embeddings, labels = batch
    value, gradient = value_and_gradient(TripletLoss(margin, mining, metric, dtype="float64"), embeddings, labels)
    assert np.isclose(value, loop_loss(embeddings, labels, margin, mining, metric)[0], atol=1e-9)
    assert np.isfinite(gradient).all()


@pytest.mark.parametrize("dtype", ["float64", "float32", "float16"])
@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("mining", MININGS)
def test_gradient_equals_a_triple_loop(mining, metric, dtype):
    tolerance = {"float64": 1e-9, "float32": 1e-4, "float16": 2e-2}[dtype]
    for seed in range(5):
        rng = np.random.default_rng(seed)
        embeddings, labels = rng.normal(size=(14, 3)).astype(dtype), rng.integers(0, 5, 14)
        loss = TripletLoss(0.5, mining, metric, dtype="float64" if dtype == "float64" else None)
        value, gradient = value_and_gradient(loss, embeddings, labels)
        expected, shares = loop_loss(embeddings, labels, 0.5, mining, metric)
        assert np.isclose(value, expected, atol=tolerance)
        np.testing.assert_allclose(gradient, loop_gradient(embeddings, shares, metric), atol=tolerance)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("mining", ["all", "semi-hard"])
def test_gradient_with_ties_and_duplicates_equals_a_triple_loop(mining, dtype):
    embeddings = np.array([[0, 0], [0, 0], [1, 0], [1, 0], [0.5, 0.5], [0, 1]], dtype)
    labels = np.array([0, 0, 1, 0, 1, 2])
    for metric in (
        ["squared_euclidean"] if dtype == "float32" else METRICS
    ):  # roots of ties may differ in the last digit
        _, gradient = value_and_gradient(TripletLoss(0.5, mining, metric, dtype=dtype), embeddings, labels)
        _, shares = loop_loss(embeddings, labels, 0.5, mining, metric)
        np.testing.assert_allclose(gradient, loop_gradient(embeddings, shares, metric), atol=1e-6)


def test_the_soft_loss_is_hermans_log_one_plus_exp():
    embeddings, labels = np.random.default_rng(0).normal(size=(12, 3)), np.repeat(np.arange(3), 4)
    distances, triplets = distances_of(embeddings, "euclidean"), list(all_triplets(labels))
    pulls = [distances[a, p] - distances[a, n] for a, p, n in (hardest(a, triplets, distances) for a in range(12))]
    value, _ = value_and_gradient(TripletLoss(metric="euclidean", soft=True, dtype="float64"), embeddings, labels)
    assert np.isclose(value, np.log1p(np.exp(pulls)).mean())


@pytest.mark.parametrize("mining", MININGS)
@pytest.mark.parametrize("labels", [[0, 1, 2, 3], [0, 0, 0, 0]], ids=["no positive", "no negative"])
@pytest.mark.parametrize("soft", [False, True])
def test_a_batch_without_a_triplet_is_worth_zero_and_warns_once(mining, labels, soft):
    loss = TripletLoss(0.2, "hard", soft=True) if soft else TripletLoss(0.2, mining)
    embeddings = tf.Variable(np.random.default_rng(0).normal(size=(4, 2)))
    with warnings.catch_warnings(record=True) as caught, tf.GradientTape() as tape:
        warnings.simplefilter("always")
        value = loss(labels, embeddings) + loss(labels, embeddings)
    assert float(value) == 0 and (tape.gradient(value, embeddings).numpy() == 0).all()
    assert sum("no triplet" in str(warning.message) for warning in caught) == 1


def test_the_warning_comes_out_of_a_compiled_training_too():
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2)])
    model.compile("sgd", TripletLoss())
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        history = model.fit(np.eye(4, 2), np.arange(4), batch_size=2, epochs=2, verbose=0)
    assert history.history["loss"] == [0, 0]
    assert sum("no triplet" in str(warning.message) for warning in caught) == 1


def test_nan_embeddings_give_a_nan_loss_and_a_warning():
    embeddings = np.array([[0.0], [np.nan], [1.0], [2.0]], np.float32)
    for mining in MININGS:
        with pytest.warns(RuntimeWarning, match="NaN"):
            assert np.isnan(float(TripletLoss(0.2, mining)([0, 0, 1, 1], embeddings)))


def test_one_nan_is_reported_though_no_triplet_has_it():
    for mining in MININGS:
        with pytest.warns(RuntimeWarning, match="NaN"):
            assert np.isnan(float(TripletLoss(0.2, mining)([0, 1, 2], np.array([[0.0], [1.0], [np.nan]], np.float32))))


@pytest.mark.parametrize("mining", MININGS)
def test_near_a_collapse_the_loss_still_has_the_right_gradient(mining):
    rng = np.random.default_rng(0)
    embeddings, labels = (1 + 1e-4 * rng.normal(size=(20, 8))).astype(np.float32), np.arange(20) % 5
    _, gradient = value_and_gradient(TripletLoss(1e-9, mining), embeddings, labels)
    _, shares = loop_loss(embeddings, labels, 1e-9, mining, "squared_euclidean")
    np.testing.assert_allclose(gradient, loop_gradient(embeddings, shares, "squared_euclidean"), atol=5e-7)
    assert np.abs(gradient).max() > 1e-5


@pytest.mark.parametrize("mining", MININGS)
def test_xla_compiles_it_to_the_same_training(mining):
    x, labels = np.random.default_rng(0).normal(size=(24, 5)).astype(np.float32), np.arange(24) % 6
    losses = []
    for jit_compile in (False, True):
        keras.utils.set_random_seed(0)
        model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(4), keras.layers.UnitNormalization()])
        model.compile("sgd", TripletLoss(0.3, mining), jit_compile=jit_compile)
        losses.append(model.fit(x, labels, batch_size=12, epochs=3, verbose=0).history["loss"])
    np.testing.assert_allclose(*losses, rtol=1e-4)


def test_labels_may_come_as_a_column_and_in_any_order():
    embeddings, labels = np.random.default_rng(0).normal(size=(10, 3)), np.array([3, 1, 0, 3, 1, 0, 0, 2, 3, 1])
    order = np.random.default_rng(1).permutation(10)
    for mining in MININGS:
        loss = TripletLoss(0.5, mining, dtype="float64")
        value = float(loss(labels, embeddings))
        assert np.isclose(value, float(loss(labels[order][:, None], embeddings[order])))


@pytest.mark.parametrize("mining", MININGS)
def test_batches_of_an_unknown_size_in_a_compiled_step(mining):
    loss = TripletLoss(0.5, mining)
    embeddings, labels = np.random.default_rng(0).normal(size=(12, 3)).astype(np.float32), np.arange(12) % 5
    specs = tf.TensorSpec([None], tf.int64), tf.TensorSpec([None, 3], tf.float32)
    compiled = tf.function(lambda labels, embeddings: loss(labels, embeddings), input_signature=specs)
    for n in (12, 7):
        assert np.isclose(float(compiled(labels[:n], embeddings[:n])), float(loss(labels[:n], embeddings[:n])))


def test_every_setting_survives_serialization():
    loss = TripletLoss(0.7, "hard", "euclidean", soft=True, dtype="float64")
    again = keras.losses.deserialize(keras.losses.serialize(loss))
    embeddings, labels = np.random.default_rng(0).normal(size=(8, 3)), np.arange(8) % 3
    assert again.dtype == "float64" and float(again(labels, embeddings)) == float(loss(labels, embeddings))


def test_large_labels_are_not_merged():
    embeddings = np.random.default_rng(0).normal(size=(4, 2))
    small = np.array([0, 0, 1, 1])
    for mining in MININGS:
        for first in (2**24, 2**53, -(2**60)):
            loss = TripletLoss(0.5, mining)
            assert float(loss(small, embeddings)) == float(loss(small + first, embeddings)) > 0


def test_labels_that_are_strings_are_refused():
    with pytest.raises(TypeError, match="number the people"):
        TripletLoss()(np.array(["Ada", "Ada", "Bo"]), np.ones((3, 2)))


def test_the_hardest_of_far_embeddings_has_the_right_gradient():
    embeddings, labels = np.array([[0, 0], [1, 0], [0.5, 0.75**0.5]]) * 1e5, [0, 0, 1]
    _, gradient = value_and_gradient(TripletLoss(0.2, "hard"), embeddings.astype(np.float32), labels)
    _, shares = loop_loss(embeddings, labels, 0.2, "hard", "squared_euclidean")
    np.testing.assert_allclose(gradient, loop_gradient(embeddings, shares, "squared_euclidean"), rtol=1e-4, atol=1)


@pytest.mark.parametrize("mining", MININGS)
def test_it_trains_and_is_saved_with_the_model(mining, tmp_path):
    keras.utils.set_random_seed(0)
    rng, labels = np.random.default_rng(0), np.repeat(np.arange(6), 4)
    x = (rng.normal(size=(6, 5))[labels] + 0.5 * rng.normal(size=(24, 5))).astype(np.float32)
    model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(4), keras.layers.UnitNormalization()])
    before = count_triplets(model.predict(x, verbose=0), labels, 0.3, "euclidean")
    model.compile(keras.optimizers.Adam(0.05), TripletLoss(0.3, mining, "euclidean"))
    losses = model.fit(x, labels, batch_size=24, epochs=40, verbose=0).history["loss"]
    after = count_triplets(model.predict(x, verbose=0), labels, 0.3, "euclidean")
    assert after.hard < 0.2 * before.hard and after.easy > before.easy
    # The other means are over fewer and fewer triplets.
    assert losses[-1] < (0.5 if mining == "hard" else 0.9) * losses[0]
    model.save(tmp_path / "model.keras")
    again = keras.saving.load_model(tmp_path / "model.keras")
    assert again.loss.get_config() == model.loss.get_config()
    assert (again.predict(x, verbose=0) == model.predict(x, verbose=0)).all()


@pytest.mark.parametrize(
    ("labels", "embeddings", "message"),
    [
        (np.eye(4), np.ones((4, 3)), "16 labels and 4 embeddings"),
        (np.arange(4), np.ones((4, 2, 3)), r"the shape \(4, 2, 3\)"),
        (np.zeros(0), np.ones((0, 3)), r"the shape \(0, 3\)"),
    ],
)
def test_malformed_batches_are_refused(labels, embeddings, message):
    with pytest.raises(ValueError, match=message):
        TripletLoss()(labels, embeddings)


@pytest.mark.parametrize(
    "wrong",
    [{"margin": -1}, {"mining": "easy"}, {"metric": "cosine"}, {"dtype": "float16"}, {"soft": True, "mining": "all"}],
)
def test_wrong_settings_are_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        TripletLoss(**wrong)
