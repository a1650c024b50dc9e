import sys

import pytest

from facelab.plugins import load_plugins

ENTRY_POINTS = """
[some.group]
present = some_plugin:WORD
missing_module = some_plugin_that_is_missing:WORD
missing_package = some_package_that_is_missing.module:WORD
missing_within = some_package.missing:WORD

[broken.group]
broken = some_package.broken:WORD
"""


@pytest.fixture
def offered(tmp_path, monkeypatch):
    """A distribution with entry points, of which some name modules that a release left out."""
    (tmp_path / "some_plugin.py").write_text("WORD = 'found'")
    (tmp_path / "some_package").mkdir()
    (tmp_path / "some_package" / "__init__.py").touch()
    (tmp_path / "some_package" / "broken.py").write_text("import a_library_that_is_missing")
    information = tmp_path / "some_plugin-1.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: some-plugin\nVersion: 1.0\n")
    (information / "entry_points.txt").write_text(ENTRY_POINTS)
    monkeypatch.syspath_prepend(tmp_path)
    yield
    for name in ("some_plugin", "some_package", "some_package.broken"):
        sys.modules.pop(name, None)


def test_modules_that_a_release_left_out_are_skipped(offered):
    assert list(load_plugins("some.group")) == ["found"]


def test_a_module_that_is_there_but_broken_is_reported(offered):
    with pytest.raises(ModuleNotFoundError, match="a_library_that_is_missing"):
        list(load_plugins("broken.group"))


def test_a_group_that_nobody_offers_is_empty():
    assert list(load_plugins("nobody.offers.this")) == []
