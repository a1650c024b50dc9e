"""Exercises of notebook 09, FaceNet."""

import numpy as np

from facelab.exercises.exercise import Exercise


def convolution_cost(size, channels, filters, window, stride):
    output = -(-size // stride)
    parameters = window * window * channels * filters + filters
    return output, parameters, output * output * parameters


def _convolution_cost_cases(rng):
    yield 220, 3, 64, 7, 2
    yield 28, 192, 16, 1, 1
    yield 55, 8, 4, 3, 2
    yield 1, 1, 1, 1, 1
    for _ in range(2):
        yield tuple(int(number) for number in rng.integers([8, 1, 1, 1, 1], [200, 300, 300, 8, 4]))


def l2_pool(values, size, stride):
    rows, columns = ((length - size) // stride + 1 for length in values.shape)
    windows = np.lib.stride_tricks.sliding_window_view(values, (size, size))[::stride, ::stride]
    return np.sqrt((windows[:rows, :columns].astype(float) ** 2).sum(axis=(2, 3)))


def _l2_pool_cases(rng):
    yield np.array([[3.0, 0.0], [0.0, 4.0]]), 2, 2
    yield np.arange(9.0).reshape(3, 3), 2, 1
    yield np.array([[-2.0]]), 1, 1
    for shape, size, stride in (((6, 9), 3, 3), ((7, 5), 3, 2)):
        yield rng.normal(size=shape), size, stride


def fold(kernel, bias, gamma, beta):
    return np.vstack([kernel * gamma, bias * gamma + beta])


def _fold_cases(rng):
    yield np.array([[1.0, 2.0]]), np.array([0.5, 1.0]), np.array([2.0, 0.0]), np.array([0.0, 3.0])
    yield np.array([[1.0]]), np.array([1.0]), np.array([-1.0]), np.array([0.0])
    for inputs, outputs in ((3, 2), (27, 8)):
        yield rng.normal(size=(inputs, outputs)), *rng.normal(size=(3, outputs))


EXERCISES = [
    Exercise(
        "convolution-cost",
        "a function of size, channels, filters, window and stride",
        convolution_cost,
        _convolution_cost_cases,
    ),
    Exercise("l2-pooling", "a function of a map, a window's size and a stride", l2_pool, _l2_pool_cases),
    Exercise("fold-affine", "a function of a kernel, a bias, gamma and beta", fold, _fold_cases),
]
