"""Exercises of the notebook FaceNet."""

import numpy as np

from facelab.exercises.exercise import Exercise, Mistake


def conv_cost(size, channels, filters, window, stride):
    return _cost(-(-size // stride), window * window * channels * filters + filters)


def _cost(output_size, n_parameters):
    return output_size, n_parameters, output_size * output_size * n_parameters


def _cost_at_each_old_place(size, channels, filters, window, stride):
    output_size, n_parameters, _ = conv_cost(size, channels, filters, window, stride)
    return output_size, n_parameters, size * size * n_parameters


def _cost_cases(rng):
    yield 220, 3, 64, 7, 2
    yield 28, 192, 16, 1, 1
    yield 55, 8, 4, 3, 2
    yield 1, 1, 1, 1, 1
    for _ in range(2):
        yield tuple(int(number) for number in rng.integers([8, 1, 1, 1, 1], [200, 300, 300, 8, 4]))


COST_MISTAKES = [
    Mistake(lambda n, c, f, w, s: _cost(n // s, w * w * c * f + f), "round up: the last window may cross the edge."),
    Mistake(lambda n, c, f, w, s: _cost(-(-n // s), w * w * c * f), "each filter has a bias, too."),
    Mistake(_cost_at_each_old_place, "a filter is applied once at each place of the new map, not of the old one."),
    Mistake(lambda n, c, f, w, s: _cost(-(-n // s), w * c * f + f), "a window has w × w pixels."),
    Mistake(lambda n, c, f, w, s: _cost((n - w) // s + 1, w * w * c * f + f), "padding lets the window leave the map."),
]


def l2_pool(values, size, stride):
    return np.linalg.norm(_windows(values.astype(float), size, stride), axis=(2, 3))


def _windows(values, size, stride):
    return np.lib.stride_tricks.sliding_window_view(values, (size, size))[::stride, ::stride]


def _l2_pool_padded(values, size, stride):
    return l2_pool(np.pad(values, [(0, (size - length) % stride) for length in values.shape]), size, stride)


def _pool_cases(rng):
    yield np.array([[3.0, 0.0], [0.0, 4.0]]), 2, 2
    yield np.arange(9.0).reshape(3, 3), 2, 1
    yield np.array([[-2.0]]), 1, 1
    for shape, size, stride in (((6, 9), 3, 3), ((6, 5), 3, 2)):  # the second leaves a row over
        yield rng.normal(size=shape), size, stride


POOL_MISTAKES = [
    Mistake(lambda x, n, s: l2_pool(x, n, s) ** 2, "the square root is missing."),
    Mistake(lambda x, n, s: l2_pool(x, n, s) / n, "sum the squares, do not average them."),
    Mistake(lambda x, n, s: l2_pool(x, n, n), "the window moves by the stride, not by its size."),
    Mistake(lambda x, n, s: l2_pool(x, n, 1), "the window moves by the stride, not by one pixel."),
    Mistake(_l2_pool_padded, "the window stays inside the map."),
    Mistake(lambda x, n, s: _windows(np.abs(x), n, s).max(axis=(2, 3)), "that is max-pooling."),
]


def fold(kernel, bias, gamma, beta):
    return np.concatenate([gamma * kernel, [gamma * bias + beta]])


def _fold_cases(rng):
    yield np.array([[1.0, 2.0]]), np.array([0.5, 1.0]), np.array([2.0, 0.0]), np.array([0.0, 3.0])
    yield np.array([[1.0]]), np.array([1.0]), np.array([-1.0]), np.array([0.0])
    for inputs, outputs in ((3, 2), (27, 8)):
        yield rng.normal(size=(inputs, outputs)), *rng.normal(size=(3, outputs))


FOLD_MISTAKES = [
    Mistake(lambda k, b, g, h: np.vstack([k * g, b + h]), "gamma multiplies the old bias, too."),
    Mistake(lambda k, b, g, h: np.vstack([k * g, g * (b + h)]), "beta is added after the multiplication by gamma."),
    Mistake(lambda k, b, g, h: np.vstack([k, b * g + h]), "gamma multiplies the kernel, too."),
    Mistake(lambda k, b, g, h: np.vstack([b * g + h, k * g]), "the bias is the last row."),
]

CHANNELS_MISTAKES = [
    Mistake(768, "the reducing convolutions are inside the branches; their channels do not come out."),
    Mistake(512, "what the pooling branch passes on comes out, too."),
    Mistake(1280, "the channels that come in do not come out again."),
]

EXERCISES = [
    Exercise(
        "convolution-cost",
        1,
        "a function of size, channels, filters, window and stride",
        conv_cost,
        _cost_cases,
        COST_MISTAKES,
    ),
    Exercise("l2-pooling", 2, "a function of a map, a window's size and a stride", l2_pool, _pool_cases, POOL_MISTAKES),
    Exercise("fold-affine", 2, "a function of a kernel, a bias, gamma and beta", fold, _fold_cases, FOLD_MISTAKES),
    Exercise("channels-out", 1, "an integer", 640, None, CHANNELS_MISTAKES),
]
