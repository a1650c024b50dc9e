import hashlib
from dataclasses import astuple

import pytest

from facelab.weights import registry

TABLE = """
[orl-triplet-0]
recipe = "triplet"
data = "ORL"
fold = 0
steps = 3000
seed = 7
auc = 0.99
eer = 0.05
sha256 = "{sha256}"
"""


@pytest.fixture
def weights(tmp_path, monkeypatch):
    """The folder of weights in a course that someone works in, two levels down."""
    for name in ("notebooks/drafts", "weights"):
        (tmp_path / name).mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "notebooks" / "drafts")
    return tmp_path / "weights"


def test_without_a_registry_there_are_no_weights(tmp_path, monkeypatch, weights):
    assert registry() == {}
    weights.rmdir()
    assert registry() == {}
    monkeypatch.chdir("/")
    assert registry() == {}


def test_an_entry_is_read_as_it_was_written(weights):
    (weights / "registry.toml").write_text(
        TABLE.format(sha256="ab" * 32) + TABLE.format(sha256="cd" * 32).replace("-0]", "-1]")
    )
    entries = registry()
    assert list(entries) == ["orl-triplet-0", "orl-triplet-1"]
    assert astuple(entries["orl-triplet-0"]) == ("orl-triplet-0", "triplet", "ORL", 0, 3000, 7, 0.99, 0.05, "ab" * 32)
    assert entries["orl-triplet-1"].path.resolve() == (weights / "orl-triplet-1.hdf5").resolve()


def test_the_state_of_a_file(weights):
    content = bytes(range(256)) * 5000
    (weights / "registry.toml").write_text(TABLE.format(sha256=hashlib.sha256(content).hexdigest()))
    entry = registry()["orl-triplet-0"]
    assert entry.state() == "missing"
    entry.path.write_bytes(content)
    assert entry.state() == "ok"
    entry.path.write_bytes(content[:-1] + b"\x00")
    assert entry.state() == "changed"
    entry.path.write_bytes(b"")
    assert entry.state() == "changed"
    entry.path.unlink()
    entry.path.mkdir()
    assert entry.state() == "missing"


def with_line(old, new):
    return TABLE.format(sha256="ab" * 32).replace(old, new)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[orl-triplet-0\n", "Expected"),
        (with_line("auc = 0.99", "auc = "), "Invalid value"),
        (with_line("auc = 0.99\n", ""), "'auc'"),
        (with_line("auc = 0.99\neer = 0.05\n", ""), "'auc' and 'eer'"),
        (with_line("auc =", "area ="), "'area'"),
        (with_line("auc =", "name ="), "'name'"),
        ("orl-triplet-0 = 5\n", "mapping"),
        (b"[gr\xf6\xdfe]\n", "utf-8"),
        (with_line("fold = 0", "fold = 4"), "fold = 4, expected one of 0, 1, 2, 3"),
        (with_line("fold = 0", "fold = 'a'"), "fold = 'a', expected int"),
        (with_line('"ORL"', '"MNIST"'), "data = 'MNIST', expected one of ORL, ORL + LFW"),
        (with_line('"triplet"', '"magic"'), "recipe = 'magic', expected one of softmax, contrastive"),
        (with_line("steps = 3000", "steps = 0"), "steps = 0 and seed = 7"),
        (with_line("seed = 7", "seed = 0.5"), "seed = 0.5, expected int"),
        (with_line("[orl-triplet-0]", '["../x"]'), "no name of a file"),
        (with_line("fold = 0", "fold = true"), "fold = True, expected int"),
        (with_line("seed = 7", "seed = 4294967296"), "seed = 4294967296"),
        (with_line("auc = 0.99", "auc = nan"), "auc = nan"),
        (with_line("eer = 0.05", "eer = 5"), "eer = 5"),
        (with_line("abab", "zz"), "expected 64 digits"),
    ],
)
def test_a_damaged_registry_is_one_sentence(weights, text, reason):
    path = weights / "registry.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ValueError, match="is damaged") as caught:
        registry()
    sentence = str(caught.value).removeprefix(f"{path} is damaged: ")
    assert reason in sentence and str(path) not in sentence and sentence.endswith(".") and "\n" not in sentence
