"""Exercises of the notebook Transfer learning."""

import numpy as np

from facelab.exercises.exercise import Exercise, Mistake

HEAD, ENCODER, STATISTICS = 30 * 128 + 30, 749_616, 576
TRAINED = np.array([HEAD, ENCODER - STATISTICS + HEAD])

TRAINED_MISTAKES = [
    Mistake(
        np.array([HEAD, ENCODER - STATISTICS // 2 + HEAD]), "each channel of a normalization has a mean and a variance."
    ),
    Mistake(np.array([HEAD, ENCODER + HEAD]), "means and variances of batch normalization are counted, not trained."),
    Mistake(np.array([HEAD - 30, ENCODER - STATISTICS + HEAD - 30]), "each of the thirty outputs has a bias, too."),
    Mistake(
        np.array([HEAD - 30, ENCODER + HEAD - 30]),
        "thirty biases are missing; and means and variances are not trained.",
    ),
    Mistake(np.array([HEAD, ENCODER - STATISTICS]), "the second number has the head in it, too."),
    Mistake(
        np.array([HEAD, ENCODER]), "the second number has the head in it; and means and variances are not trained."
    ),
    Mistake(TRAINED[::-1], "the head alone comes first."),
]


def joined_mean(mean, count, new):
    return (mean * count + new.sum(axis=0)) / (count + len(new)) if count + len(new) else mean


def _mean_cases(rng):
    yield rng.normal(size=8), 7, rng.normal(size=(4, 8))
    yield np.array([1.0, 3.0]), 3, np.array([[5.0, 7.0]])
    yield np.zeros(2), 0, np.array([[5.0, 7.0], [1.0, 1.0]])
    yield np.array([2.0, 4.0]), 2, np.zeros((0, 2))
    yield np.zeros(2), 0, np.zeros((0, 2))


def _nan_of_nobody(mean, count, new):
    return joined_mean(mean, count, new) if count + len(new) else np.full(mean.shape, np.nan)


MEAN_MISTAKES = [
    Mistake(_nan_of_nobody, "nobody and no photograph: there is nothing to divide by; return the mean as it is."),
    Mistake(
        lambda mean, count, new: (mean + new.mean(axis=0)) / 2 if len(new) else mean,
        "the old mean stands for `count` photographs and weighs as many.",
    ),
    Mistake(
        lambda mean, count, new: (mean + new.sum(axis=0)) / (1 + len(new)),
        "the old mean stands for `count` photographs, not for one.",
    ),
    Mistake(lambda mean, count, new: mean * count + new.sum(axis=0), "that is the sum; divide by their number."),
    Mistake(
        lambda mean, count, new: (mean * count + new.sum(axis=0)) / (count + 1),
        "divide by the number of all photographs, count + n.",
    ),
    Mistake(
        lambda mean, count, new: (mean * count + new.mean(axis=0)) / (count + 1) if len(new) else mean,
        "each new photograph counts by itself, not their mean as one.",
    ),
    Mistake(lambda mean, count, new: new.mean(axis=0) if len(new) else mean, "the old photographs still count."),
]


def affine(values, bits):
    low, high = values.min(), values.max()
    if low == high:
        return 1.0 * values
    return np.interp(np.round(np.interp(values, [low, high], [0, 2**bits - 1])), [0, 2**bits - 1], [low, high])


def _with_levels(levels_of, rounding=np.round):
    def stored(values, bits):
        low, high = values.min(), values.max()
        if low == high:
            return 1.0 * values
        step = (high - low) / levels_of(bits)
        return low + rounding((values - low) / step) * step

    return stored


def _symmetric(values, bits):
    step = np.abs(values).max() / (2 ** (bits - 1) - 1) or 1.0
    return np.round(values / step) * step


def _nan_if_constant(values, bits):
    return affine(values, bits) if values.min() < values.max() else np.full(values.shape, np.nan)


def _zero_if_constant(values, bits):
    return affine(values, bits) if values.min() < values.max() else np.zeros(values.shape)


def _codes(values, bits):
    low, high = values.min(), values.max()
    return np.round((values - low) / ((high - low) or 1) * (2**bits - 1))


def _value_cases(rng):
    yield np.array([[-1.0, 3.0], [0.2, 0.9]]), 3
    yield np.array([0.0, 0.4, 1.0]), 2
    yield np.array([2.5, 2.5]), 4
    yield np.array([7.0]), 8
    for bits in (1, 2, 5, 8):
        yield rng.normal(1, 1, size=(6, 4)), bits


VALUE_MISTAKES = [
    Mistake(_nan_if_constant, "where all values are equal, the step is 0; return the values."),
    Mistake(_zero_if_constant, "where all values are equal, return them, not zeros."),
    Mistake(_codes, "those are the codes; turn them into values again."),
    Mistake(_symmetric, "the steps go from the smallest value to the largest, not around 0."),
    Mistake(_with_levels(lambda bits: 2**bits), "2^b codes have 2^b − 1 steps between them."),
    Mistake(
        _with_levels(lambda bits: 2 ** (bits - 1) - 1), "no bit is needed for a sign: the codes go from 0 to 2^b − 1."
    ),
    Mistake(_with_levels(lambda bits: 2**bits - 1, np.floor), "round to the nearest code, not down."),
    Mistake(_with_levels(lambda bits: 2**bits - 1, np.ceil), "round to the nearest code, not up."),
]


def pull(student, teacher):
    across = teacher / np.linalg.norm(teacher) - _cosine(student, teacher) * student / np.linalg.norm(student)
    return -across / np.linalg.norm(student)


def _cosine(student, teacher):
    return student @ teacher / np.linalg.norm(student) / np.linalg.norm(teacher)


def _vector_cases(rng):
    yield np.array([1.0, 0.0]), np.array([0.0, 2.0])
    yield np.array([3.0, 0.0]), np.array([0.6, 0.8])
    yield np.array([2.0, 1.0]), np.array([4.0, 2.0])
    yield rng.normal(size=6), rng.normal(size=6)


VECTOR_MISTAKES = [
    Mistake(lambda s, t: -pull(s, t), "the loss is one minus the cosine: the gradient points away from the teacher."),
    Mistake(
        lambda s, t: pull(s, t) * np.linalg.norm(s), "a longer student turns less: divide by its length once more."
    ),
    Mistake(lambda s, t: pull(s, t) * np.linalg.norm(t), "the teacher's length has no influence on a cosine."),
    Mistake(
        lambda s, t: -t / np.linalg.norm(t) / np.linalg.norm(s), "the student's length depends on s, too: derive it."
    ),
    Mistake(lambda s, t: -t, "that is the gradient of −s·t; the cosine divides by both lengths."),
    Mistake(lambda s, t: s - t, "that is the gradient of half the squared distance, not of the cosine."),
    Mistake(lambda s, t: 2 * (s - t), "that is the gradient of the squared distance, not of the cosine."),
    Mistake(
        lambda s, t: s / np.linalg.norm(s) - t / np.linalg.norm(t),
        "that is the difference of the directions; what points along s changes no angle and must not be in it.",
    ),
    Mistake(lambda s, t: 1 - _cosine(s, t), "that is the loss; its gradient is a vector."),
]

VAL_BY_BITS = np.array([0.8328, 0.8372, 0.7033, 0.7133])

VAL_MISTAKES = [
    Mistake(
        np.array([0.8328, 0.8372, 0.7261, 0.7133]), "round the distances: those that should be equal differ a little."
    ),
    Mistake(
        np.array([0.8328, 0.8372, 0.7111, 0.7133]), "round the distances: those that should be equal differ a little."
    ),
    Mistake(np.array([0.8339, 0.8367, 0.7433, 0.7428]), "compare the rounded vectors as they are, not scaled again."),
    Mistake(np.array([0.8400, 0.8383, 0.7250, 0.7094]), "scale the embeddings to length 1 before they are rounded."),
    Mistake(np.array([0.8356, 0.8250, 0.7678, 0.7794]), "round all numbers together, not each column by itself."),
    Mistake(np.array([0.8328, 0.8317, 0.7706, 0.5472]), "round all numbers together, not each embedding by itself."),
    Mistake(np.array([0.9161, 0.9172, 0.8517, 0.8628]), "that is VAL at a FAR of 0.01, not 0.001."),
    Mistake(np.array([0.9931, 0.9923, 0.9850, 0.9861]), "that is the AUC."),
    Mistake(np.array([1.0000, 0.9989, 0.9639, 0.9633]), "those are SFace's embeddings; take the student's."),
    Mistake(VAL_BY_BITS[::-1], "eight bits come first."),
]

EXERCISES = [
    Exercise("trained-weights", 1, "an array of two whole numbers", TRAINED, None, TRAINED_MISTAKES, tolerance=1e-9),
    Exercise("join-mean", 2, "a function of a mean, a count and new vectors", joined_mean, _mean_cases, MEAN_MISTAKES),
    Exercise("from-smallest-to-largest", 2, "a function of values and bits", affine, _value_cases, VALUE_MISTAKES),
    Exercise("bits-of-an-embedding", 2, "an array of four shares", VAL_BY_BITS, None, VAL_MISTAKES, tolerance=0.003),
    Exercise("pull-of-the-teacher", 3, "a function of two vectors", pull, _vector_cases, VECTOR_MISTAKES),
]
