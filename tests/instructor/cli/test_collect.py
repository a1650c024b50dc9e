from typer.testing import CliRunner

from facelab.cli.main import app
from tests.instructor.intake.test_collect import pack


def collect(archive, course):
    arguments = ["grade", "collect", str(archive), str(course), "--assignment", "a2", "--names", "folders"]
    return CliRunner().invoke(app, arguments)


def test_what_was_collected_and_what_was_left_out(tmp_path):
    pack(tmp_path / "a.zip", {"ada/a2.ipynb": b"1", "../a2.ipynb": b"1"})
    result = collect(tmp_path / "a.zip", tmp_path)
    assert result.exit_code == 0 and "1 submissions of a2" in result.output and "left out: ../a2.ipynb" in result.output
    again = collect(tmp_path / "a.zip", tmp_path)
    assert "0 submissions of a2" in again.output and "1 more were there already" in again.output


def test_of_many_that_are_left_out_the_first_are_shown(tmp_path):
    pack(tmp_path / "a.zip", {f"ada/{number}.exe": b"1" for number in range(25)} | {"ada/a2.ipynb": b"1"})
    result = collect(tmp_path / "a.zip", tmp_path)
    assert result.output.count("left out:") == 20 and "5 more files left out" in result.output


def test_a_file_that_is_not_there(tmp_path):
    result = collect(tmp_path / "nowhere.zip", tmp_path)
    assert result.exit_code == 2 and "nowhere.zipcouldnotbeunpacked" in "".join(result.output.split())
