import h5py
import numpy as np
import pytest

from facelab.instructor.execution.copied_weights import copied_network
from facelab.zoo import registry

WEIGHTS = registry()["orl-triplet-1"].path.parent


def changed(path, folder, change):
    """Write a copy of a network's weights with other numbers and names."""
    target = folder / "para_Ada_Lovelace.hdf5"
    with h5py.File(path) as old, h5py.File(target, "w") as new:
        arrays = []
        old.visititems(lambda _, each: arrays.append(each[...]) if isinstance(each, h5py.Dataset) else None)
        for number, array in enumerate(arrays):
            new[f"mine/{number}"] = change(array, np.random.default_rng(number))
    return target


@pytest.mark.parametrize("name", registry())
def test_networks_of_the_course(name):
    expected = "" if name.endswith("-0") else name
    assert copied_network(WEIGHTS / f"{name}.hdf5", WEIGHTS) == expected


def test_a_copy_under_other_names_and_a_little_trained_one(tmp_path):
    def a_little(array, rng):
        return array + 0.1 * array.std() * rng.standard_normal(array.shape)

    assert copied_network(changed(WEIGHTS / "orl-softmax-2.hdf5", tmp_path, a_little), WEIGHTS) == "orl-softmax-2"


def test_one_copied_layer_is_enough(tmp_path):
    def all_but_the_last(array, rng):
        return array if array.ndim == 4 else rng.standard_normal(array.shape)

    copied = changed(WEIGHTS / "orl-triplet-3.hdf5", tmp_path, all_but_the_last)
    assert copied_network(copied, WEIGHTS) == "orl-triplet-3"


def test_other_numbers_are_not_a_copy(tmp_path):
    def other(array, rng):
        return rng.standard_normal(array.shape)

    for change in (other, lambda array, _: np.full_like(array, np.nan), lambda array, _: np.zeros_like(array)):
        assert copied_network(changed(WEIGHTS / "orl-triplet-1.hdf5", tmp_path, change), WEIGHTS) == ""


def test_a_copy_in_other_shapes_and_order(tmp_path):
    """As another framework keeps it: axes swapped, or all in one row."""
    for change in (lambda array, _: array.T, lambda array, _: array.ravel(), lambda array, _: np.stack([array] * 2)):
        assert copied_network(changed(WEIGHTS / "orl-softmax-1.hdf5", tmp_path, change), WEIGHTS) == "orl-softmax-1"


def test_where_no_network_is_known_nothing_is_a_copy(tmp_path):
    assert copied_network(WEIGHTS / "orl-softmax-1.hdf5", tmp_path) == ""
