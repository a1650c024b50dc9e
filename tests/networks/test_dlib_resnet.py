import sys

import dlib
import keras
import numpy as np
import pytest

from facelab.dlib_models import dlib_model
from facelab.networks import dlib_resnet
from facelab.networks.dlib_file import read_dlib

CONTENT = dlib_model("resnet").read_bytes()


@pytest.fixture(scope="module")
def network():
    return dlib_resnet()


def test_equals_dlib_on_noise_and_faces(network, orl):
    rng = np.random.default_rng(0)
    noise = rng.integers(0, 256, (4, 150, 150, 3), dtype=np.uint8)
    faces = np.stack([dlib.resize_image(image, 150, 150) for image in orl.images[::50]])[..., None].repeat(3, axis=3)
    images = np.concatenate([noise, faces, np.zeros_like(noise[:1])])
    expected = np.array(dlib.face_recognition_model_v1(str(dlib_model("resnet"))).compute_face_descriptor(list(images)))
    np.testing.assert_allclose(network.predict(images, verbose=0), expected, atol=2e-6)


def test_the_whole_file_is_read():
    layers = read_dlib(dlib_model("resnet"))
    assert sum(layer.parameters.size for layer in layers) == 5_614_592
    kinds = [layer.kind for layer in layers]
    assert [kinds.count(kind) for kind in ("con_4", "affine_", "relu_", "add_prev_", "avg_pool_2", "max_pool_2")] == [
        29,
        29,
        29,
        14,
        5,
        1,
    ]
    assert kinds[-1] == "fc_2" and layers[0].settings == (32, 7, 7, 2, 2, 0, 0)


def test_maps_shrink_as_the_tables_say(network):
    sizes = [network.get_layer(f"conv{stage}_1_add").output.shape[1:] for stage in range(2, 7)]
    assert sizes == [(35, 35, 32), (17, 17, 64), (8, 8, 128), (4, 4, 256), (2, 2, 256)]


def test_it_is_saved_and_loaded(network, tmp_path):
    network.save(tmp_path / "network.keras")
    again = keras.saving.load_model(tmp_path / "network.keras")
    images = np.random.default_rng(0).integers(0, 256, (2, 150, 150, 3), dtype=np.uint8)
    assert (again.predict(images, verbose=0) == network.predict(images, verbose=0)).all()


def damaged(path, content):
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"network\.dat: ") as caught:
        read_dlib(path)
    sentence = str(caught.value)
    assert "\n" not in sentence and sentence.endswith(".")
    return sentence


@pytest.mark.parametrize("length", [0, 1, 17, 300, 400, 20_000, len(CONTENT) // 2, len(CONTENT) - 1])
def test_a_file_that_is_cut_off(tmp_path, length):
    damaged(tmp_path / "network.dat", CONTENT[:length])


def test_another_file_of_dlib(tmp_path):
    damaged(tmp_path / "network.dat", dlib_model("cnn").read_bytes())
    damaged(tmp_path / "network.dat", dlib_model("5 points").read_bytes())
    damaged(tmp_path / "network.dat", b"PK\x03\x04" * 1000)


def test_a_short_file_with_a_changed_byte_gives_one_sentence(tmp_path):
    rng = np.random.default_rng(0)
    for _ in range(200):
        content = bytearray(CONTENT[:25_000])
        content[rng.integers(450)] = rng.integers(256)
        damaged(tmp_path / "network.dat", bytes(content))


def test_another_network_of_the_same_kind(monkeypatch):
    layers = read_dlib(dlib_model("resnet"))
    monkeypatch.setattr(
        sys.modules["facelab.networks.dlib_resnet"], "read_dlib", lambda path: layers[:-8] + layers[-1:]
    )
    with pytest.raises(ValueError, match="does not hold dlib's face network"):
        dlib_resnet()
