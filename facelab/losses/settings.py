"""Checks of the settings and labels of heads: one sentence for what cannot be used."""

import math
from collections.abc import Sequence
from numbers import Real
from typing import Any

import keras
import numpy as np
from keras import ops


def check_range(name: str, value: float, low: float, high: float) -> None:
    """Refuse a setting outside its range, or NaN."""
    if not isinstance(value, Real) or not low <= value <= high:
        raise ValueError(f"{name}={value!r}: expected a number from {low} to {high:.6g}.")


def check_whole(name: str, value: float, low: int, high: float = math.inf) -> int:
    """Return a setting as an int; refuse what is no whole number in its range."""
    if not isinstance(value, Real) or not low <= value <= high or math.isinf(value) or int(value) != value:
        limits = f", {low} or more" if high == math.inf else f" from {low} to {high}"
        raise ValueError(f"{name}={value!r}: expected a whole number{limits}.")
    return int(value)


def check_no_bias(options: dict) -> None:
    """Refuse `use_bias` for a head that has no bias."""
    if "use_bias" in options:
        raise ValueError("this head has no bias; omit use_bias.")


def are_numbers(values: Any, how_many: int) -> bool:
    """Report whether a setting consists of so many numbers."""
    is_sequence = isinstance(values, Sequence) and not isinstance(values, str)
    return is_sequence and len(values) == how_many and all(isinstance(value, Real) for value in values)


def check_labels(labels, embeddings, n_people: int | None = None):
    """Return labels as a tensor of int32, (N,); refuse what are no numbers of people, one for each embedding."""
    labels = labels if hasattr(labels, "dtype") else np.asarray(labels)
    _check_kind(tuple(labels.shape), keras.backend.standardize_dtype(labels.dtype) if _is_numeric(labels) else "names")
    labels = ops.convert_to_tensor(labels)
    n_labels, n_embeddings = labels.shape[0], embeddings.shape[0]
    if None not in (n_labels, n_embeddings) and n_labels != n_embeddings:
        raise ValueError(f"there are {n_labels} labels and {n_embeddings} embeddings; each needs one label.")
    if n_people is not None and (values := _values(labels)) is not None:
        check_people(values, n_people)
    return ops.cast(labels, "int32")


def check_people(labels: np.ndarray, n_people: int) -> None:
    """Refuse labels that are not integers, (N,), from 0 to n_people − 1."""
    labels = np.asarray(labels)
    _check_kind(labels.shape, str(labels.dtype) if _is_numeric(labels) else "names")
    if len(outside := labels[(labels < 0) | (labels >= n_people)]):
        raise ValueError(outside_of_range(outside[0], n_people))


def outside_of_range(label: int | str, n_people: int) -> str:
    """Say what is wrong with a label that is not 0 … n_people − 1."""
    return (
        f"label {label}: a head for {n_people} people takes the labels 0 to {n_people - 1}; number the people of the "
        "training without gaps, e.g. by np.unique(labels, return_inverse=True)[1]."
    )


def _is_numeric(labels) -> bool:
    return getattr(labels.dtype, "kind", "i") in "iufb"


def _check_kind(shape: tuple[int | None, ...], kind: str) -> None:
    if len(shape) != 1:
        advice = "take labels[:, 0]" if shape and shape[-1] == 1 else "of one-hot rows, take the argmax"
        raise ValueError(f"labels have the shape {shape}, expected (images,): one number for each image; {advice}.")
    if "int" not in kind:
        raise ValueError(
            f"labels are {kind}, expected integers: the number of each image's person, "
            "e.g. by np.unique(labels, return_inverse=True)[1]."
        )
    if shape[0] == 0:
        raise ValueError("there are no images in the batch, so there is no loss.")


def _values(tensor) -> np.ndarray | None:
    """Return the numbers of a tensor, or None in a compiled step, where there are none yet."""
    try:
        return np.asarray(tensor)
    except (NotImplementedError, TypeError, ValueError):
        return None
