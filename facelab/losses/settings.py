"""Checks of the settings and labels of heads: one sentence for what cannot be used."""

import math

import keras
import numpy as np
from keras import ops


def check_range(name: str, value: float, low: float, high: float) -> None:
    """Refuse a setting outside its range, or NaN."""
    if not low <= value <= high:
        raise ValueError(f"{name}={value}: expected a number from {low} to {high:.4g}.")


def check_whole(name: str, value: float, low: int, high: float = math.inf) -> int:
    """Return a setting as an int; refuse what is no whole number in its range."""
    if not low <= value <= high or math.isinf(value) or int(value) != value:
        limits = f", {low} or more" if high == math.inf else f" from {low} to {high}"
        raise ValueError(f"{name}={value}: expected a whole number{limits}.")
    return int(value)


def check_labels(labels, embeddings, n_people: int | None = None):
    """Return labels as a tensor of int32, (N,); refuse what are no numbers of people, one for each embedding."""
    labels = ops.convert_to_tensor(labels)
    if len(labels.shape) != 1:
        advice = "take labels[:, 0]" if labels.shape[-1] == 1 else "of one-hot rows, take the argmax"
        raise ValueError(
            f"labels have the shape {tuple(labels.shape)}, expected (images,): one number for each image; {advice}."
        )
    kind = keras.backend.standardize_dtype(labels.dtype)
    if "int" not in kind:
        raise ValueError(f"labels are {kind}, expected integers: the number of each image's person.")
    n_labels, n_embeddings = labels.shape[0], embeddings.shape[0]
    if None not in (n_labels, n_embeddings) and n_labels != n_embeddings:
        raise ValueError(f"there are {n_labels} labels and {n_embeddings} embeddings; each needs one label.")
    if n_people is not None and (values := _values(labels)) is not None:
        check_people(values, n_people)
    return ops.cast(labels, "int32")


def check_people(labels: np.ndarray, n_people: int) -> None:
    """Refuse labels that are not 0 … n_people − 1."""
    outside = labels[(labels < 0) | (labels >= n_people)]
    if len(outside):
        raise ValueError(
            f"label {outside[0]}: a head for {n_people} people takes the labels 0 to {n_people - 1}; number the "
            "people of the training without gaps, e.g. by np.unique(labels, return_inverse=True)[1]."
        )


def _values(tensor) -> np.ndarray | None:
    """Return the numbers of a tensor, or None in a compiled step, where there are none yet."""
    try:
        return np.asarray(tensor)
    except (NotImplementedError, TypeError, ValueError):
        return None
