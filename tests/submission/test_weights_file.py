import h5py
import pytest

from facelab.submission import weights_file
from facelab.submission.weights_file import describe_weights, find_weights
from facelab.zoo import registry


def touch(folder, *names):
    for name in names:
        (folder / name).write_bytes(b"")
    return folder


@pytest.mark.parametrize(
    "name",
    [
        "para_Ada_Lovelace.hdf5",
        "para_Åsa_Öberg.hdf5",
        "para_A\u030asa_O\u0308berg.hdf5",
        "para_小明_王.hdf5",
        "para_Jean-Luc_O'Neill.hdf5",
        "para_Ana_Maria_de_Souza.hdf5",
        "para_प्रिया_शर्मा.hdf5",
        "para_สมชาย_ใจดี.hdf5",
    ],
)
def test_names(tmp_path, name):
    assert find_weights(touch(tmp_path, name, "notes.txt")).name == name


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("para_First_Last.hdf5", "that is the example's name"),
        ("para_Ada.hdf5", "the name needs a first and a last name"),
        ("Para_Ada_Lovelace.hdf5", "the name does not start with para_"),
        ("para_Ada_Lovelace.h5", r"the name does not end with \.hdf5"),
        ("para_Ada_Lovelace.HDF5", r"the name does not end with \.hdf5"),
        ("para_Ada_Lovelace (1).hdf5", "the name contains a space"),
        ("para_Ada_Lovelace1.hdf5", "the name contains '1'"),
        ("weights.hdf5", "the name does not start with para_"),
        ("para__.hdf5", "the name needs a first and a last name"),
    ],
)
def test_wrong_names(tmp_path, name, problem):
    with pytest.raises(ValueError, match=problem):
        find_weights(touch(tmp_path, name))


def test_no_file_or_two(tmp_path):
    with pytest.raises(ValueError, match="there is no weights file"):
        find_weights(tmp_path)
    with pytest.raises(ValueError, match="there are 2 weights files"):
        find_weights(touch(tmp_path, "para_A_B.hdf5", "para_C_D.hdf5"))


def test_a_file_is_described():
    assert describe_weights(registry()["orl-triplet-0"].path) == "21 arrays, 0.8 MiB"


def test_files_that_are_not_weights(tmp_path, monkeypatch):
    path = touch(tmp_path, "para_A_B.hdf5") / "para_A_B.hdf5"
    with pytest.raises(ValueError, match="it is not an HDF5 file"):
        describe_weights(path)
    with h5py.File(path, "w") as file:
        file["elsewhere"] = h5py.ExternalLink("/etc/passwd", "/")
    with pytest.raises(ValueError, match="links to another place"):
        describe_weights(path)
    (tmp_path / "para_C_D.hdf5").symlink_to(path)
    with pytest.raises(ValueError, match="not a plain file"):
        describe_weights(tmp_path / "para_C_D.hdf5")
    monkeypatch.setattr(weights_file, "MAX_MIB", 0)
    with pytest.raises(ValueError, match="at most 0 are allowed"):
        describe_weights(path)
