"""The references against other ways to compute the same, and each mistake caught with its own hint."""

import keras
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facelab.exercises.attempt import attempt, is_equal
from facelab.exercises.checking import PUBLIC_SEED
from facelab.exercises.networks_by_hand import (
    EXERCISES,
    convolve_backward,
    convolve_layer,
    receptive_field,
    softmax_gradient,
)

LAYERS = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 3)), max_size=4)
MISTAKES = [(exercise, mistake) for exercise in EXERCISES for mistake in exercise.mistakes]
LEVELS = st.lists(st.sampled_from([-1000.0, -1.0, 0.0, 0.5, 2.0, 1000.0, 1e6]), min_size=3, max_size=3)


@given(LAYERS)
def test_a_receptive_field_is_as_wide_as_the_pixels_that_matter(layers):
    reached = {0}  # of the last map, its first number; then what that number reads, layer by layer
    for window, stride in reversed(layers):
        reached = {place * stride + offset for place in reached for offset in range(window)}
    assert receptive_field(layers) == max(reached) + 1


@given(st.lists(st.tuples(LEVELS, st.integers(0, 2)), min_size=1, max_size=5))
def test_the_gradient_of_the_cross_entropy_is_that_of_keras(images):
    logits, labels = np.array([z for z, _ in images]), np.array([label for _, label in images])
    gradient = softmax_gradient(logits, labels)
    assert np.isfinite(gradient).all()
    np.testing.assert_allclose(gradient.sum(axis=1), 0, atol=1e-12)
    probabilities = np.asarray(keras.ops.softmax(logits.astype("float64"), axis=1))
    np.testing.assert_allclose(gradient, (probabilities - np.eye(3)[labels]) / len(labels), atol=1e-6)


def test_the_gradient_of_the_cross_entropy_is_that_of_moving_a_logit():
    rng = np.random.default_rng(0)
    logits, labels, step = rng.normal(size=(3, 4)), np.array([0, 3, 3]), 1e-6

    def loss(z):
        return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(3), labels])

    for place in np.ndindex(logits.shape):
        moved = np.zeros_like(logits)
        moved[place] = step
        slope = (loss(logits + moved) - loss(logits - moved)) / (2 * step)
        assert abs(slope - softmax_gradient(logits, labels)[place]) < 1e-8


@st.composite
def convolutions(draw):
    k, stride = draw(st.integers(1, 3)), draw(st.integers(1, 4))
    height, width = draw(st.integers(k, 7)), draw(st.integers(k, 7))
    channels, n_filters = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    rng = np.random.default_rng(draw(st.integers(0, 99)))
    maps, kernels = rng.normal(size=(height, width, channels)), rng.normal(size=(k, k, channels, n_filters))
    return maps, kernels, rng.normal(size=n_filters), stride


@given(convolutions())
def test_the_layer_is_that_of_keras(inputs):
    maps, kernels, bias, stride = inputs
    by_keras = np.asarray(keras.ops.conv(maps[None], kernels, stride))[0] + bias
    np.testing.assert_allclose(convolve_layer(*inputs), by_keras, atol=1e-6)


@given(convolutions())
def test_the_gradient_of_a_convolution_is_that_of_moving_a_pixel(inputs):
    maps, kernels, bias, stride = inputs
    above = np.random.default_rng(1).normal(size=convolve_layer(*inputs).shape)
    gradient = convolve_backward(maps.shape, kernels, above, stride)
    assert gradient.shape == maps.shape
    for place in np.ndindex(maps.shape):
        moved = maps.copy()
        moved[place] += 1  # the layer is linear, so the step may be large
        change = convolve_layer(moved, kernels, bias, stride) - convolve_layer(maps, kernels, bias, stride)
        assert gradient[place] == pytest.approx(np.sum(above * change), abs=1e-9)


@pytest.mark.parametrize(("exercise", "mistake"), MISTAKES, ids=lambda value: getattr(value, "id", None))
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_mistake_is_caught_with_its_own_hint(exercise, mistake):
    tried = attempt(exercise, mistake.answer, PUBLIC_SEED, seconds=10)
    assert tried.n_right < tried.n_cases and mistake.hint in tried.problem


@pytest.mark.parametrize("exercise", [each for each in EXERCISES if each.cases], ids=lambda each: each.id)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_no_two_mistakes_are_the_same_on_all_cases(exercise):
    cases = list(exercise.cases(np.random.default_rng(PUBLIC_SEED)))
    for i, one in enumerate(exercise.mistakes):
        for other in exercise.mistakes[:i]:
            assert not all(is_equal(one.answer(*case), other.answer(*case), exercise.tolerance) for case in cases)
