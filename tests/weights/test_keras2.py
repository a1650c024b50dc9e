"""Files in the layout of Keras 2: written by hand as they are found on the web, and by Keras's own old writer."""

import h5py
import keras
import numpy as np
import pytest

from facelab.networks import compact, inception_resnet_v1, openface_nn4_small2
from facelab.weights import WeightsError, load_keras2


@pytest.fixture(scope="module")
def trained():
    return randomized(openface_nn4_small2())


def randomized(network):
    rng = np.random.default_rng(0)
    network.set_weights([rng.uniform(0.1, 0.9, weights.shape) for weights in network.get_weights()])
    return network


def write(network, path, root="", again="", suffix=":0"):
    """Lay weights out as Keras 2 does: a group a layer, in it a group of the layer's scope, in it the arrays."""
    with h5py.File(path, "w") as file:
        names = [layer.name for layer in network.layers]
        group = file.require_group(root or "/")
        group.attrs["layer_names"] = [name.encode() for name in names]
        for layer in network.layers:
            within = group.create_group(layer.name)
            within.attrs["weight_names"] = [
                f"{layer.name}{again}/{each.name}{suffix}".encode() for each in layer.weights
            ]
            for each in layer.weights:
                within[f"{layer.name}{again}/{each.name}{suffix}"] = each.numpy()
    return path


def assert_same(network, other):
    for ours, theirs in zip(network.get_weights(), other.get_weights(), strict=True):
        np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize(
    "layout",
    [{}, {"root": "model_weights"}, {"again": "_1"}, {"suffix": ""}],
    ids=["weights only", "whole model", "built twice in one session", "no :0"],
)
def test_layouts_on_the_web(tmp_path, trained, layout):
    network = openface_nn4_small2(write(trained, tmp_path / "public.h5", **layout))
    assert_same(network, trained)


def test_facenet(tmp_path):
    public = randomized(inception_resnet_v1())
    assert_same(inception_resnet_v1(write(public, tmp_path / "facenet_keras.h5", root="model_weights")), public)


@pytest.mark.parametrize("optimizer", [None, "adam"])
def test_whole_models_that_keras_still_writes(tmp_path, optimizer):
    network = randomized(compact())
    if optimizer:
        network.compile(optimizer, "mse")
        network.fit(np.zeros((2, 56, 46, 1)), np.zeros((2, 64)), verbose=0)
    network.save(tmp_path / "whole.h5")
    copy = compact()
    load_keras2(copy, tmp_path / "whole.h5")
    assert_same(copy, network)


def test_another_network_is_refused_by_layer_and_shape(tmp_path, trained):
    path = write(inception_resnet_v1(), tmp_path / "facenet.h5")
    before = trained.get_weights()
    with pytest.raises(
        WeightsError, match=r"does not fit the model 'openface_nn4_small2': expected no Block17_10_Branch_0"
    ):
        load_keras2(trained, path)
    for ours, theirs in zip(trained.get_weights(), before, strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_another_embedding_size(tmp_path):
    path = write(inception_resnet_v1(embedding_size=512), tmp_path / "facenet512.h5")
    with pytest.raises(WeightsError, match=r"expected Bottleneck/kernel \(1792, 128\) .* found .*\(1792, 512\)"):
        inception_resnet_v1(path)


def test_what_a_name_could_mean_twice(tmp_path, trained):
    path = write(trained, tmp_path / "twice.h5")
    with h5py.File(path, "a") as file:
        file["conv1/other/kernel:0"] = file["conv1/conv1/kernel:0"][...]
    with pytest.raises(WeightsError, match=r"twice\.h5: conv1/.*/kernel:0 and conv1/.*/kernel:0 are both conv1/kernel"):
        openface_nn4_small2(path)


def test_nan(tmp_path, trained):
    path = write(trained, tmp_path / "nan.h5")
    with h5py.File(path, "a") as file:
        file["bn1/bn1/gamma:0"][3] = np.nan
    with pytest.raises(WeightsError, match="bn1/gamma holds NaN"):
        openface_nn4_small2(path)


def test_a_link_to_another_file(tmp_path, trained):
    path = write(trained, tmp_path / "link.h5")
    with h5py.File(path, "a") as file:
        del file["conv1"]
        file["conv1"] = h5py.ExternalLink("other.h5", "/conv1")
    with pytest.raises(WeightsError, match="'conv1' links to another place"):
        openface_nn4_small2(path)


def test_a_file_of_keras_3_says_where_to_go(tmp_path):
    network = compact()
    keras.saving.save_weights(network, tmp_path / "new.weights.h5")
    with pytest.raises(WeightsError, match=r"facelab\.weights\.load"):
        load_keras2(compact(), tmp_path / "new.weights.h5")


def test_models_within_models_are_not_filled_from_one_array(tmp_path, trained):
    inner = keras.Sequential([keras.Input((4,)), keras.layers.Dense(4), keras.layers.Dense(4)], name="inner")
    with pytest.raises(ValueError, match="two weights of one name"):
        load_keras2(keras.Sequential([keras.Input((4,)), inner]), write(trained, tmp_path / "any.h5"))


def test_a_model_without_weights_yet(tmp_path, trained):
    with pytest.raises(ValueError, match="no weights yet"):
        load_keras2(keras.Sequential([keras.layers.Dense(2)]), write(trained, tmp_path / "any.h5"))
