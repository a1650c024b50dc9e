"""Exercises of notebook 10, Thresholds."""

import math

import numpy as np

from facelab.exercises.exercise import Exercise


def val_and_far(distances, same, threshold):
    accepted = distances <= threshold
    return float(accepted[same].mean()), float(accepted[~same].mean())


def _val_and_far_cases(rng):
    yield np.array([0.2, 0.5, 0.5, 0.9]), np.array([True, True, False, False]), 0.5
    yield np.array([0.2, 0.5, 0.7]), np.array([True, False, False]), 0.1
    yield np.array([0.2, 0.5, 0.7]), np.array([False, True, False]), 1.0
    for n in (10, 200):
        same = rng.random(n) < 0.3
        same[:2] = True, False
        yield rng.random(n), same, float(rng.random())


def threshold_for(impostor_distances, far):
    ordered = np.sort(impostor_distances)
    n_accepted = math.floor(far * len(ordered) + 1e-9)
    allowed = ordered[ordered < ordered[n_accepted]] if n_accepted < len(ordered) else ordered
    return float(allowed[-1]) if len(allowed) else -math.inf


def _threshold_for_cases(rng):
    yield np.array([0.5, 0.9, 0.7, 0.6]), 0.5
    yield np.array([0.5, 0.7, 0.7, 0.9]), 0.5
    yield np.array([0.8, 0.4, 0.6]), 0.1
    yield np.array([0.8, 0.4, 0.6]), 1.0
    for n, far in ((50, 0.1), (1000, 0.01)):
        yield rng.random(n).round(2), far


def pairs_needed(far, confidence):
    return math.ceil(math.log(1 - confidence) / math.log(1 - far))


def _pairs_needed_cases(rng):
    yield 0.5, 0.95
    yield 0.001, 0.95
    yield 1e-6, 0.95
    yield 0.01, 0.5
    for _ in range(2):
        yield float(rng.uniform(0.001, 0.2)), float(rng.uniform(0.5, 0.99))


EXERCISES = [
    Exercise("val-and-far", "a function of distances, same and a threshold", val_and_far, _val_and_far_cases),
    Exercise("threshold-for-far", "a function of impostor distances and a FAR", threshold_for, _threshold_for_cases),
    Exercise("pairs-needed", "a function of a FAR and a confidence", pairs_needed, _pairs_needed_cases),
]
