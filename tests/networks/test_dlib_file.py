import numpy as np
import pytest

from facelab.dlib_models import dlib_model
from facelab.networks.dlib_file import read_dlib

CONTENT = dlib_model("resnet").read_bytes()


def test_the_whole_file_is_read():
    layers = read_dlib(dlib_model("resnet"))
    assert sum(layer.parameters.size for layer in layers) == 5_614_592
    kinds = [layer.kind for layer in layers]
    counts = {"con_4": 29, "affine_": 29, "relu_": 29, "add_prev_": 14, "avg_pool_2": 5, "max_pool_2": 1}
    assert {kind: kinds.count(kind) for kind in counts} == counts
    assert kinds[-1] == "fc_2" and layers[0].settings == (32, 7, 7, 2, 2, 0, 0)


def assert_refused(path, content):
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"network\.dat: ") as caught:
        read_dlib(path)
    message = str(caught.value)
    assert "\n" not in message and message.endswith(".")


@pytest.mark.parametrize("length", [0, 1, 17, 300, 400, 20_000, len(CONTENT) // 2, len(CONTENT) - 1])
def test_a_file_that_is_cut_off(tmp_path, length):
    assert_refused(tmp_path / "network.dat", CONTENT[:length])


def test_another_file_of_dlib(tmp_path):
    assert_refused(tmp_path / "network.dat", dlib_model("cnn").read_bytes())
    assert_refused(tmp_path / "network.dat", dlib_model("5 points").read_bytes())
    assert_refused(tmp_path / "network.dat", b"PK\x03\x04" * 1000)


def test_a_short_file_with_a_changed_byte_gives_one_sentence(tmp_path):
    rng = np.random.default_rng(0)
    for _ in range(200):
        content = bytearray(CONTENT[:25_000])
        content[rng.integers(450)] = rng.integers(256)
        assert_refused(tmp_path / "network.dat", bytes(content))


def test_another_kind_of_layer_is_named(tmp_path):
    path = tmp_path / "network.dat"
    path.write_bytes(CONTENT.replace(b"affine_", b"affinx_", 1))
    with pytest.raises(ValueError, match="found a layer of the kind 'affinx_', expected con_4, affine_"):
        read_dlib(path)


def test_a_missing_or_too_large_file(tmp_path, monkeypatch):
    with pytest.raises(ValueError, match=r"nowhere\.dat: there is no such file\."):
        read_dlib(tmp_path / "nowhere.dat")
    monkeypatch.setattr("facelab.networks.dlib_file.MAX_BYTES", 2**20)
    with pytest.raises(ValueError, match="more than 1 MiB"):
        read_dlib(dlib_model("resnet"))
