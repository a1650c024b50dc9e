import datetime

import pytest

from facelab.instructor.release.settings import ReleaseSettings
from facelab.toml_files import read_toml


def read(tmp_path, text):
    path = tmp_path / "week.toml"
    path.write_text(text)
    return read_toml(path, ReleaseSettings)


@pytest.mark.parametrize("notebook", ["start_here", *(f"{number}_start_here" for number in ("00", "17"))])
def test_everything_an_instructor_can_change(tmp_path, notebook):
    lists = 'exclude = ["identify"]\nweights = ["orl-softmax-0"]\n'
    settings = read(tmp_path, f"{lists}[points]\naccept = 5\n[due]\n{notebook} = 2026-12-24\n")
    due = {"start_here": datetime.date(2026, 12, 24)}
    expected = ReleaseSettings(exclude=["identify"], points={"accept": 5}, due=due, weights=["orl-softmax-0"])
    assert settings == expected and settings.due == due


def test_an_empty_file_changes_nothing(tmp_path):
    assert read(tmp_path, "") == ReleaseSettings()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("excluded = []", r"there is no setting excluded; expected one of exclude, points, due, weights"),
        ("exclude = 'identify'", r'exclude = "identify" should be a valid list'),
        ("exclude = [1]", r"exclude\.0 = 1 should be a valid string"),
        ("points = 3", r"points = 3 should be a valid table"),
        ("[points]\naccept = 'five'", r'points\.accept = "five" should be a valid integer'),
        ("[points]\naccept = -1", r"points\.accept = -1 should be greater than or equal to 0"),
        ("[points]\naccept = true", r"points\.accept = true should be a valid integer"),
        ("[due]\nstart_here = '24 December'", r'due\.start_here = "24 December" should be a valid date'),
        ("[due]\na = 2026-12-24T10:00:00", r"due\.a = .* should be a valid date"),
        ("[due]\na = 2026-12-24\n00_a = 2026-12-25", "due = .*: expected one date for each notebook"),
        ("weights = 'orl-softmax-0'", r'weights = "orl-softmax-0" should be a valid list'),
        ("[due", "is not a TOML file"),
    ],
)
def test_bad_input(tmp_path, text, sentence):
    with pytest.raises(ValueError, match=sentence):
        read(tmp_path, text)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(ValueError, match="cannot be read"):
        read_toml(tmp_path / "nowhere.toml", ReleaseSettings)
