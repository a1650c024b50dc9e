import datetime

import pytest

from facelab.instructor.release.settings import ReleaseSettings, read_settings


def read(tmp_path, text):
    path = tmp_path / "week.toml"
    path.write_text(text)
    return read_settings(path)


def test_everything_an_instructor_can_change(tmp_path):
    lists = 'exclude = ["identify"]\nweights = ["orl-softmax-0"]\n'
    settings = read(tmp_path, lists + "[points]\naccept = 5\n[due]\n00_start_here = 2026-12-24\n")
    due = {"00_start_here": datetime.date(2026, 12, 24)}
    assert settings == ReleaseSettings(frozenset({"identify"}), {"accept": 5}, due, frozenset({"orl-softmax-0"}))


def test_an_empty_file_changes_nothing(tmp_path):
    assert read(tmp_path, "") == ReleaseSettings()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("excluded = []", r"there is no setting excluded; take exclude, points, due, weights"),
        ("exclude = 'identify'", r"exclude = 'identify', expected a list of names"),
        ("points = 3", r"points = 3, expected a table \[points\]"),
        ("[points]\naccept = 'five'", r"points\.accept = 'five', expected a whole number"),
        ("[points]\naccept = -1", r"points\.accept = -1, expected a whole number"),
        ("[points]\naccept = true", r"points\.accept = True, expected a whole number"),
        ("[due]\n00_start_here = '24 December'", r"due\.00_start_here = '24 December', expected a date"),
        ("[due", "is no TOML file"),
    ],
)
def test_bad_input(tmp_path, text, sentence):
    with pytest.raises(ValueError, match=sentence):
        read(tmp_path, text)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(ValueError, match="cannot be read"):
        read_settings(tmp_path / "nowhere.toml")
