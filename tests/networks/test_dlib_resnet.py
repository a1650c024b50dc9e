import sys

import dlib
import keras
import numpy as np
import pytest

from facelab.dlib_models import dlib_model
from facelab.networks import dlib_resnet
from facelab.networks.dlib_file import read_dlib
from facelab.networks.dlib_resnet import PaddedAdd


@pytest.fixture(scope="module")
def network():
    return dlib_resnet()


def test_equals_dlib_on_noise_and_faces(network, orl):
    rng = np.random.default_rng(0)
    noise = rng.integers(0, 256, (4, 150, 150, 3), dtype=np.uint8)
    faces = np.stack([dlib.resize_image(image, 150, 150) for image in orl.images[::50]])[..., None].repeat(3, axis=3)
    images = np.concatenate([noise, faces, np.zeros_like(noise[:1])])
    expected = np.array(dlib.face_recognition_model_v1(str(dlib_model("resnet"))).compute_face_descriptor(list(images)))
    # float32, and machines sum in other orders
    np.testing.assert_allclose(network.predict(images, verbose=0), expected, atol=5e-6)


def test_maps_shrink_as_the_tables_say(network):
    sizes = [network.get_layer(f"conv{stage}_1_add").output.shape[1:] for stage in range(2, 7)]
    assert sizes == [(35, 35, 32), (17, 17, 64), (8, 8, 128), (4, 4, 256), (2, 2, 256)]


def test_it_is_saved_and_loaded(network, tmp_path):
    network.save(tmp_path / "network.keras")
    again = keras.saving.load_model(tmp_path / "network.keras")
    images = np.random.default_rng(0).integers(0, 256, (2, 150, 150, 3), dtype=np.uint8)
    assert (again.predict(images, verbose=0) == network.predict(images, verbose=0)).all()


def test_padded_add_pads_below_on_the_right_and_in_the_last_channels():
    total = PaddedAdd()([np.ones((1, 2, 1, 2), np.float32), np.ones((1, 1, 2, 1), np.float32)])
    np.testing.assert_array_equal(total, [[[[2, 1], [1, 0]], [[1, 1], [0, 0]]]])


def test_another_network_of_the_same_kind(monkeypatch):
    layers = read_dlib(dlib_model("resnet"))
    monkeypatch.setattr(
        sys.modules["facelab.networks.dlib_resnet"], "read_dlib", lambda path: layers[:-8] + layers[-1:]
    )
    with pytest.raises(ValueError, match="does not hold dlib's face network"):
        dlib_resnet()


def test_other_weights_are_refused():
    with pytest.raises(ValueError, match="weights='imagenet'; expected 'dlib' or None"):
        dlib_resnet("imagenet")
