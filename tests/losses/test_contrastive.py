import numpy as np
import pytest
from keras import ops

from facelab.losses import ContrastiveLoss, EuclideanHead


def test_equals_the_formula_pair_by_pair():
    rng = np.random.default_rng(0)
    same, distances = rng.integers(0, 2, 50), rng.uniform(0, 3, 50)
    expected = [d**2 / 2 if s else max(1.5 - d, 0) ** 2 / 2 for s, d in zip(same, distances, strict=True)]
    loss = ContrastiveLoss(1.5, reduction="none", dtype="float64")
    np.testing.assert_allclose(ops.convert_to_numpy(loss(same, distances)), expected)
    assert np.isclose(float(ContrastiveLoss(1.5)(same[:, None], distances[:, None])), np.mean(expected), atol=1e-6)


def test_an_impostor_pair_beyond_the_margin_is_left_alone():
    assert float(ContrastiveLoss(1.0)([0.0], [1.0])) == 0 == float(ContrastiveLoss(1.0)([0.0], [7.0]))


def test_two_equal_embeddings_have_a_finite_gradient():
    import tensorflow as tf

    for same in (0.0, 1.0):
        a = tf.Variable(np.ones((1, 3), np.float32))
        with tf.GradientTape() as tape:
            value = ContrastiveLoss(1.0)([same], EuclideanHead()((a, tf.ones((1, 3)))))
        assert np.isfinite(tape.gradient(value, a).numpy()).all()


def test_nan_gives_a_nan_loss_and_a_warning():
    with pytest.warns(RuntimeWarning, match="NaN"):
        assert np.isnan(float(ContrastiveLoss()([1.0, 0.0], [0.5, np.nan])))
