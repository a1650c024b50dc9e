import hashlib
from pathlib import Path

import pytest

from facelab.zoo import find_entry, registry
from facelab.zoo.registry import HEADER, update_entry

SHIPPED = Path(__file__).parents[2] / "weights"

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
    (tmp_path / "weights" / "registry.toml").touch()
    monkeypatch.chdir(tmp_path / "notebooks" / "drafts")
    return tmp_path / "weights"


def test_every_shipped_file_is_registered_and_the_other_way_round():
    assert {path.stem for path in SHIPPED.glob("*.hdf5")} == set(registry())


def test_an_unknown_name_is_reported_with_the_known_ones(weights):
    (weights / "registry.toml").write_text(TABLE.format(sha256="ab" * 32))
    assert find_entry("orl-triplet-0").steps == 3000
    with pytest.raises(KeyError, match="no weights 'orl-triplet-9'; the registry has orl-triplet-0"):
        find_entry("orl-triplet-9")


def test_new_figures_are_written_and_nothing_else_changes(weights):
    shipped = (SHIPPED / "registry.toml").read_bytes()
    (weights / "registry.toml").write_bytes(shipped)
    entry = find_entry("orl-triplet-0")
    entry.path.write_bytes((SHIPPED / "orl-triplet-0.hdf5").read_bytes())
    update_entry(entry, auc=entry.auc, eer=entry.eer)
    assert (weights / "registry.toml").read_bytes() == shipped and shipped.decode().startswith(HEADER)
    before = registry()
    entry.path.write_bytes(b"other")
    update_entry(entry, auc=0.98765, eer=0.123456)
    expected = {"auc": 0.9877, "eer": 0.1235, "sha256": hashlib.sha256(b"other").hexdigest()}
    assert registry() == before | {"orl-triplet-0": entry.model_copy(update=expected)}


def test_outside_of_a_clone_the_package_has_its_own_weights(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert len(registry()) == 37 and all(entry.state() == "ok" for entry in registry().values())


def test_an_entry_is_read_as_it_was_written(weights):
    (weights / "registry.toml").write_text(
        TABLE.format(sha256="ab" * 32) + TABLE.format(sha256="cd" * 32).replace("-0]", "-1]")
    )
    entries = registry()
    assert list(entries) == ["orl-triplet-0", "orl-triplet-1"]
    values = tuple(entries["orl-triplet-0"].model_dump().values())
    assert values == ("orl-triplet-0", "triplet", "ORL", 0, 3000, 0, 7, 0.99, 0.05, None, "ab" * 32)
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
        ("[orl-triplet-0\n", "not a TOML file"),
        (with_line("auc = 0.99", "auc = "), "not a TOML file"),
        (with_line("auc = 0.99\n", ""), "orl-triplet-0.auc is missing"),
        (with_line("auc =", "area ="), "orl-triplet-0.auc is missing"),
        (with_line("auc = 0.99", "auc = 0.99\narea = 1"), "there is no setting orl-triplet-0.area"),
        (with_line("auc = 0.99", 'auc = 0.99\nname = "x"'), "there is no setting orl-triplet-0.name"),
        ("orl-triplet-0 = 5\n", "orl-triplet-0 = 5 should be a valid table"),
        (b"[gr\xf6\xdfe]\n", "utf-8"),
        (with_line("fold = 0", "fold = 4"), "fold = 4 should be less than 4"),
        (with_line("fold = 0", "fold = 'a'"), 'fold = "a" should be a valid integer'),
        (with_line('"ORL"', '"MNIST"'), """data = "MNIST" should be 'ORL', 'ORL + LFW' or 'LFW'"""),
        (with_line('"triplet"', '"magic"'), """recipe = "magic" should be 'softmax', 'contrastive'"""),
        (with_line("steps = 3000", "steps = 0"), "steps = 0 should be greater than 0"),
        (with_line("seed = 7", "seed = 0.5"), "seed = 0.5 should be a valid integer"),
        (with_line("[orl-triplet-0]", '["../x"]'), 'name = "../x" should match pattern'),
        (with_line("fold = 0", "fold = true"), "fold = true should be a valid integer"),
        (with_line("seed = 7", "seed = 4294967296"), "seed = 4294967296 should be less than 4294967296"),
        (with_line("auc = 0.99", "auc = nan"), "auc = NaN should be a finite number"),
        (with_line("eer = 0.05", "eer = 5"), "eer = 5 should be less than or equal to 1"),
        (with_line("abab", "zz"), "should match pattern"),
    ],
)
def test_a_damaged_registry_is_one_sentence(weights, text, reason):
    path = weights / "registry.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ValueError, match=str(path)) as caught:
        registry()
    sentence = str(caught.value).removeprefix(str(path))
    assert reason in sentence and str(path) not in sentence and sentence.endswith(".") and "\n" not in sentence
