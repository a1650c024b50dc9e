from pathlib import Path

import pytest

from facelab.networks import get_encoder
from facelab.zoo import load_trained

REGISTRY = Path(__file__).parents[2] / "weights" / "registry.toml"


@pytest.fixture
def weights(tmp_path, monkeypatch):
    """The folder of weights of a course that has lost them."""
    (tmp_path / "weights").mkdir()
    (tmp_path / "weights" / "registry.toml").write_bytes(REGISTRY.read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path / "weights"


@pytest.mark.parametrize(("name", "model"), [("orl-softmax-1", "compact"), ("orl-contrastive-1", "siamese")])
def test_a_network_of_the_registry_is_loaded(name, model):
    network = load_trained(name)
    assert network.name == model and get_encoder(network).output_shape == (None, 64)


def test_retraining_needs_no_file(weights, monkeypatch):
    monkeypatch.setattr("facelab.zoo.recipes.train_entry", lambda entry: f"retrained {entry.name}")
    assert load_trained("orl-triplet-0", retrain=True) == "retrained orl-triplet-0"


def test_missing_and_changed_files(weights):
    with pytest.raises(
        FileNotFoundError, match=r"orl-triplet-0\.hdf5 is missing: .* retrain it with `facelab train orl-"
    ):
        load_trained("orl-triplet-0")
    (weights / "orl-triplet-0.hdf5").write_bytes(b"other")
    with pytest.raises(FileNotFoundError, match="is changed: restore it from the course"):
        load_trained("orl-triplet-0")


def test_an_unknown_name():
    with pytest.raises(KeyError, match="no weights 'orl-triplet-9'"):
        load_trained("orl-triplet-9")
