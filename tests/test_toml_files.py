import datetime
from typing import Annotated, Literal

import pytest
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from facelab.toml_files import read_table, read_toml, validate_table


def even(number):
    if number % 2:
        raise ValueError("expected an even number")
    return number


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    points: int


class Settings(Inner):
    share: Annotated[float, Field(ge=0, lt=1, allow_inf_nan=False)] = 0.5
    name: Annotated[str, Field(pattern="^[a-z]+$")] = "a"
    kind: Literal["one", "two"] = "one"
    seats: Annotated[int, AfterValidator(even)] = 2
    due: datetime.date = datetime.date(2026, 12, 24)
    inner: Inner | None = None
    lists: list[Inner] = []

    @model_validator(mode="after")
    def together(self):
        if self.points == self.seats:
            raise ValueError("points and seats must differ")
        return self


@pytest.fixture
def write(tmp_path):
    def to_file(text):
        path = tmp_path / "settings.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return to_file


def test_a_file_becomes_a_model(write):
    path = write("points = 3\nshare = 0.25\ndue = 2027-01-02\n[inner]\npoints = 1\n")
    settings = read_toml(path, Settings)
    assert (settings.points, settings.share, settings.inner.points) == (3, 0.25, 1)
    assert settings.due == datetime.date(2027, 1, 2) and settings.kind == "one"
    assert read_table(path)["inner"] == {"points": 1}
    assert validate_table({"a": {"points": 1}}, dict[str, Inner], path)["a"].points == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", ": points is missing."),
        ("[inner]", ": points is missing."),
        ("points = 3\n[inner]", ": inner.points is missing."),
        ("points = 3\nsize = 1", ": there is no setting size; expected one of points, share, name, kind, "),
        ("points = 3\n[inner]\npoints = 3\nsize = 1", ": there is no setting inner.size."),
        ("points = 'ä'", ': points = "ä" should be a valid integer.'),
        ("points = true", ": points = true should be a valid integer."),
        ("points = 3\nshare = 1", ": share = 1 should be less than 1."),
        ("points = 3\nshare = nan", ": share = NaN should be a finite number."),
        ("points = 3\nname = '../x'", """: name = "../x" should match pattern '^[a-z]+$'."""),
        ("points = 3\nkind = 'six'", """: kind = "six" should be 'one' or 'two'."""),
        ("points = 3\nseats = 5", ": seats = 5: expected an even number."),
        ("points = 2026-12-24", ': points = "2026-12-24" should be a valid integer.'),
        ("points = 3\ninner = 5", ": inner = 5 should be a valid table or instance of Inner."),
        (
            "points = 3\n[[lists]]\npoints = 1\n[[lists]]\npoints = 1.5",
            ": lists.1.points = 1.5 should be a valid integer.",
        ),
        ("points = 2", ": points and seats must differ."),
        ("points =", " is not a TOML file: Invalid value (at end of document)."),
    ],
)
def test_a_mistake_is_one_sentence(write, text, sentence):
    path = write(text)
    with pytest.raises(ValueError, match="settings") as caught:
        read_toml(path, Settings)
    said = str(caught.value)
    assert said.startswith(f"{path}{sentence}") and said.endswith(".") and said.count(str(path)) == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, r"cannot be read \(No such file or directory\)\."), (b"[gr\xf6\xdfe]", "not a TOML")],
)
def test_a_file_that_cannot_be_read(tmp_path, content, sentence):
    path = tmp_path / "settings.toml"
    if content:
        path.write_bytes(content)
    with pytest.raises(ValueError, match=sentence):
        read_table(path)
    with pytest.raises(ValueError, match="cannot be read"):
        read_table(tmp_path)
