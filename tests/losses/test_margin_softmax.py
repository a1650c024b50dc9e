import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keras import ops

from facelab.losses import MarginSoftmax, SoftmaxHead
from facelab.losses.margin_softmax import falling_cosine
from tests.losses import class_losses
from tests.losses.gradients import N_PEOPLE, assert_equals_reference, sample, set_people, value_and_gradients


@pytest.mark.parametrize(
    ("settings", "target"),
    [
        ({}, lambda theta, _: math.cos(theta)),
        ({"m1": 2}, lambda theta, _: class_losses.psi(theta, 2)),
        ({"m1": 3}, lambda theta, _: class_losses.psi(theta, 3)),
        ({"m1": 4}, lambda theta, _: class_losses.psi(theta, 4)),
        ({"m3": 0.35, "scale": 8}, lambda theta, _: math.cos(theta) - 0.35),
        ({"m2": 0.5, "scale": 8}, lambda theta, _: math.cos(theta + 0.5)),
        ({"m1": 1.2, "m2": 0.1, "m3": 0.2, "scale": 8}, lambda theta, _: math.cos(1.2 * theta + 0.1) - 0.2),
        (
            {"m1": 4, "annealing": (10, 5, 0.1)},
            lambda theta, _: (10 * math.cos(theta) + class_losses.psi(theta, 4)) / 11,
        ),
        ({"m1": 4, "warm_up": 10}, lambda theta, _: math.cos(theta)),
    ],
)
def test_it_equals_the_papers_formula(settings, target):
    x, labels, people = sample()
    theta = [class_losses.angle(row, people[label]) for row, label in zip(x, labels, strict=True)]
    assert max(theta) * settings.get("m1", 1) + settings.get("m2", 0) < math.pi or "scale" not in settings

    def reference(x, people):
        return class_losses.margin_softmax(x, labels, people, target, settings.get("scale"))

    assert_equals_reference(MarginSoftmax(N_PEOPLE, **settings, dtype="float64"), reference, x, labels, people)


def test_without_a_margin_it_is_softmax_over_class_vectors_of_length_1():
    x, labels, people = sample()
    unit = people / np.linalg.norm(people, axis=1, keepdims=True)
    plain = set_people(SoftmaxHead(N_PEOPLE, use_bias=False, dtype="float64"), unit)
    modified = set_people(MarginSoftmax(N_PEOPLE, dtype="float64"), people)
    np.testing.assert_allclose(float(modified(x, labels)), float(plain(x, labels)), rtol=1e-12)


@pytest.mark.parametrize("settings", [{"m1": 4}, {"m2": 0.5, "scale": 64}, {"m3": 0.35, "scale": 64}])
@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_gradients_are_stable_at_both_ends(settings, sign, dtype):
    """At 0 and at π the angle has no derivative, and near them arccos would amplify rounding errors."""
    people = np.eye(N_PEOPLE)
    for distance in (0, 1e-12, 1e-7, 1e-4):
        x = (sign * people + distance * np.roll(people, 1, axis=1)).astype(dtype)
        head = set_people(MarginSoftmax(N_PEOPLE, **settings, dtype=dtype), people)
        value, of_x, of_people = value_and_gradients(head, x, np.arange(N_PEOPLE))
        limit = 2 * settings.get("scale", 1) * (settings.get("m1", 1) + 1) + 20
        assert np.isfinite(value) and np.abs(of_x).max() <= limit and np.abs(of_people).max() <= limit


@given(theta=st.floats(0, math.pi), m=st.integers(1, 8))
def test_psi_is_that_of_the_paper(theta, m):
    found = float(falling_cosine(ops.convert_to_tensor(m * theta, "float64")))
    assert found == pytest.approx(class_losses.psi(theta, m), abs=1e-9)


@given(angle=st.floats(0, 16 * math.pi), step=st.floats(0, 1))
def test_psi_falls(angle, step):
    near, far = ops.convert_to_numpy(falling_cosine(ops.convert_to_tensor([angle, angle + step], "float64")))
    assert far <= near + 1e-9


def test_without_labels_there_is_no_margin():
    x, labels, people = sample()
    head = set_people(MarginSoftmax(N_PEOPLE, m2=0.5, scale=1, dtype="float64"), people)
    cosines = ops.convert_to_numpy(head.logits(ops.convert_to_tensor(x)))
    expected = [[math.cos(class_losses.angle(row, w)) for w in people] for row in x]
    np.testing.assert_allclose(cosines, expected, atol=1e-12)
    with_margin = ops.convert_to_numpy(head.logits(ops.convert_to_tensor(x), ops.convert_to_tensor(labels)))
    assert ((cosines != with_margin).sum(axis=1) == 1).all()


def test_only_a_training_step_counts():
    x, labels, people = sample()
    head = set_people(MarginSoftmax(N_PEOPLE, m1=4, warm_up=2, dtype="float64"), people)
    values = [float(head(x, labels, training=training)) for training in (False, True, True, True, True)]
    full = float(set_people(MarginSoftmax(N_PEOPLE, m1=4, dtype="float64"), people)(x, labels))
    assert values[0] == values[1] < values[2] < values[3] == values[4] == pytest.approx(full)


def test_a_vector_of_zeros_is_reported_and_has_a_finite_gradient():
    head = set_people(MarginSoftmax(2, m2=0.5, scale=64, dtype="float64"), np.eye(2))
    with pytest.warns(RuntimeWarning, match="a vector of zeros"):
        value, of_x, of_people = value_and_gradients(head, np.zeros((1, 2)), np.array([0]))
    assert np.isfinite([value, *of_x.ravel(), *of_people.ravel()]).all()


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"m1": 0.5}, "m1=0.5: expected a number from 1 to 16"),
        ({"m2": -0.1}, "m2=-0.1: expected a number from 0 to 3.14159"),
        ({"m2": 28.6}, "m2=28.6: expected"),
        ({"m3": math.nan}, "m3=nan: expected"),
        ({"scale": 0}, "scale=0: expected a number above 0"),
        ({"warm_up": -1}, "warm_up=-1: expected a whole number"),
        ({"annealing": (1000, 5)}, "annealing=.* expected λ at the start"),
        ({"annealing": 5}, "annealing=5: expected λ at the start"),
        ({"m1": "4"}, "m1='4': expected a number from 1 to 16"),
        ({"scale": "64"}, "scale='64': expected a number above 0"),
        ({"use_bias": True}, "this head has no bias; omit use_bias"),
        ({"annealing": (1000, 5, 0.1), "warm_up": 10}, "choose one of them"),
        ({"n_people": 1}, "n_people=1: expected a whole number, 2 or more"),
    ],
)
def test_settings_outside_their_range(settings, sentence):
    with pytest.raises(ValueError, match=sentence):
        MarginSoftmax(**{"n_people": 4, **settings})
