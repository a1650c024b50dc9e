"""Exercises of the notebook Networks by hand."""

import numpy as np
from scipy.special import expit

from facelab.exercises.exercise import Exercise, Mistake


def hidden_layer(x, weights, bias):
    return expit(x @ weights + bias)


def _hidden_layer_cases(rng):
    for n, n_in, n_hidden in ((1, 2, 2), (6, 2, 2), (12, 2, 3), (5, 4, 1)):
        yield rng.normal(size=(n, n_in)), rng.normal(size=(n_in, n_hidden)), rng.normal(size=n_hidden)


def map_size(n, window, stride, padding):
    return 1 + (n - window + 2 * padding) // stride


def _map_size_cases(rng):
    yield 112, 3, 1, 0
    yield 112, 3, 2, 1
    yield 7, 7, 3, 0  # a single place
    for _ in range(8):
        window = int(rng.integers(1, 12))
        yield int(window + rng.integers(0, 100)), window, int(rng.integers(1, 6)), int(rng.integers(0, 6))


def convolve_layer(maps, kernels, bias, stride):
    windows = np.lib.stride_tricks.sliding_window_view(maps, kernels.shape[:2], axis=(0, 1))[::stride, ::stride]
    return bias + np.tensordot(windows, kernels, axes=((2, 3, 4), (2, 0, 1)))


def _flipped_kernels(maps, kernels, bias, stride):
    return convolve_layer(maps, kernels[::-1, ::-1], bias, stride)


def _padded(maps, kernels, bias, stride):
    frame = len(kernels) // 2
    return convolve_layer(np.pad(maps, ((frame, frame), (frame, frame), (0, 0))), kernels, bias, stride)


def _first_channel_only(maps, kernels, bias, stride):
    return convolve_layer(maps[..., :1], kernels[:, :, :1], bias, stride)


def _convolve_cases(rng):
    yield np.arange(16.0).reshape(4, 4, 1), np.ones((3, 3, 1, 1)), np.zeros(1), 1
    shapes = ((5, 5, 1, 5, 2, 1), (6, 8, 3, 3, 4, 1), (9, 7, 2, 3, 3, 2), (8, 8, 4, 1, 2, 1), (10, 11, 3, 3, 2, 3))
    for height, width, channels, k, n_filters, stride in shapes:
        kernels = rng.normal(size=(k, k, channels, n_filters))
        yield rng.normal(size=(height, width, channels)), kernels, rng.normal(size=n_filters), stride


HIDDEN_LAYER_MISTAKES = [
    Mistake(lambda x, w, b: x @ w + b, "the sigmoid is missing."),
    Mistake(lambda x, w, b: 1 / (1 + np.exp(x @ w + b)), "a sign in the sigmoid: 1 / (1 + exp(−z))."),
    Mistake(lambda x, w, b: 1 / (1 + np.exp(-x @ w)), "the biases are missing."),
    Mistake(lambda x, w, b: np.tanh(x @ w + b), "this layer has sigmoids, not tanh."),
]

SIGMOID_SLOPE_MISTAKES = [
    Mistake(1.0, "that is the largest value of the sigmoid itself, not of its slope."),
    Mistake(0.5, "that is the value of the sigmoid at z = 0; its slope there is asked for."),
    Mistake(0.0, "the slope is nearly 0 far from z = 0, not at its largest."),
]

MAP_SIZE_MISTAKES = [
    Mistake(lambda n, k, s, p: (n + 2 * p - k) // s, "the first place counts, too: add 1."),
    Mistake(lambda n, k, s, p: (n + p - k) // s + 1, "the frame is on both sides: 2 · padding."),
    Mistake(lambda n, k, s, p: (n + 2 * p) // s - k + 1, "take the window off before you divide by the stride."),
    Mistake(
        lambda n, k, s, p: (n + 2 * p - k) / s + 1,
        "round down: a window must fit into the picture with all of its pixels.",
    ),
]

CONVOLVE_MISTAKES = [
    Mistake(lambda m, k, b, s: np.maximum(convolve_layer(m, k, b, s), 0), "no activation: return the sums themselves."),
    Mistake(_flipped_kernels, "do not turn the filter: networks multiply it as it is."),
    Mistake(_padded, "without padding: the window stays inside the picture."),
    Mistake(_first_channel_only, "a filter sums over all channels, not only the first."),
    Mistake(lambda m, k, b, s: convolve_layer(m, k, 0 * b, s), "the biases are missing."),
    Mistake(lambda m, k, b, s: convolve_layer(m, k, b, 1), "the window moves by `stride` pixels, down and across."),
]

EXERCISES = [
    Exercise(
        "hidden-layer",
        2,
        "a function of inputs, weights and biases",
        hidden_layer,
        _hidden_layer_cases,
        HIDDEN_LAYER_MISTAKES,
    ),
    Exercise("sigmoid-slope", 1, "a number", 0.25, None, SIGMOID_SLOPE_MISTAKES),
    Exercise(
        "map-size", 1, "a function of n, window, stride and padding", map_size, _map_size_cases, MAP_SIZE_MISTAKES
    ),
    Exercise(
        "convolve",
        3,
        "a function of maps, kernels, bias and stride",
        convolve_layer,
        _convolve_cases,
        CONVOLVE_MISTAKES,
    ),
]
