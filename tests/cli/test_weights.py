import tomllib

import pytest
from typer.testing import CliRunner

from facelab.cli.main import app

ENTRY = """
[tiny-0]
recipe = "softmax"
data = "ORL"
fold = 0
steps = 10
seed = 0
auc = 0.5
eer = 0.5
sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
"""


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course with one entry in its registry, whose file is empty, as the SHA-256 says."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "weights").mkdir()
    (tmp_path / "weights" / "registry.toml").write_text(ENTRY)
    (tmp_path / "weights" / "tiny-0.hdf5").touch()
    return tmp_path


def invoke(*arguments):
    return CliRunner().invoke(app, arguments, terminal_width=120, env={"COLUMNS": "120"})


def test_weights_that_are_as_registered(course):
    result = invoke("weights")
    assert result.exit_code == 0 and "✔ tiny-0" in result.output and "All 1 files" in result.output


@pytest.mark.parametrize("change", ["missing", "changed"])
def test_a_missing_or_changed_file_is_named(course, change):
    path = course / "weights" / "tiny-0.hdf5"
    path.unlink() if change == "missing" else path.write_bytes(b"other")
    result = invoke("weights")
    assert result.exit_code == 1
    assert (
        "✘ tiny-0" in result.output
        and f"tiny-0 ({change})" in result.output
        and "take them from the course again" in result.output
    )


def test_a_damaged_registry_and_an_empty_one(course):
    (course / "weights" / "registry.toml").write_text("[tiny-0")
    assert invoke("weights").exit_code == 2 and "registry.toml is not a TOML file" in invoke("weights").output
    (course / "weights" / "registry.toml").write_text("")
    assert invoke("weights").exit_code == 1 and "the registry is empty" in invoke("weights").output


def test_an_unknown_name_is_refused_before_any_training(course):
    result = invoke("train", "tiny-0", "huge-0")
    assert result.exit_code == 2 and "no huge-0" in result.output and not (course / "build").exists()


def test_training_again_writes_into_build_and_leaves_the_shipped_file(course):
    result = invoke("train", "tiny-0")
    assert result.exit_code == 0 and "recorded 0.5000" in result.output
    assert (course / "build" / "weights" / "tiny-0.hdf5").stat().st_size > 500_000
    assert (course / "weights" / "tiny-0.hdf5").stat().st_size == 0


def test_a_contributor_stores_weights_and_figures_together(course):
    assert invoke("train", "tiny-0", "--store").exit_code == 0
    entry = tomllib.loads((course / "weights" / "registry.toml").read_text())["tiny-0"]
    assert 0.8 < entry["auc"] < 1 and entry["steps"] == 10
    assert invoke("weights").exit_code == 0


def test_two_places_for_the_weights_are_refused(course):
    result = invoke("train", "tiny-0", "--store", "--to", "elsewhere")
    assert result.exit_code == 2 and "expected only one of them" in result.output
    assert not (course / "elsewhere").exists()


def test_measured_again_beside_what_is_recorded(course):
    assert invoke("train", "tiny-0", "--store").exit_code == 0
    auc = tomllib.loads((course / "weights" / "registry.toml").read_text())["tiny-0"]["auc"]
    result = invoke("weights", "--evaluate", "tiny-0")
    assert result.exit_code == 0 and f"AUC {auc:.4f} (recorded {auc:.4f})" in result.output


def test_a_network_that_is_changed_or_unknown_is_not_measured(course):
    (course / "weights" / "tiny-0.hdf5").write_bytes(b"other")
    result = invoke("weights", "--evaluate", "tiny-0")
    assert result.exit_code == 2 and "tiny-0" in result.output and "Traceback" not in result.output
    assert "no huge-0" in invoke("weights", "--evaluate", "huge-0").output
