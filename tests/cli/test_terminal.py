import pytest
import typer

from facelab.cli.terminal import read_registry, stop


def test_a_sentence_goes_to_stderr_as_it_is(capsys):
    with pytest.raises(typer.Exit) as caught:
        stop("there is no [folder] of that name.")
    assert caught.value.exit_code == 2
    out, err = capsys.readouterr()
    assert (out, err.strip()) == ("", "there is no [folder] of that name.")


def test_a_registry_that_cannot_be_read_stops_the_command(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "weights").mkdir()
    (tmp_path / "weights" / "registry.toml").write_text("[half")
    monkeypatch.setenv("COLUMNS", "500")
    with pytest.raises(typer.Exit):
        read_registry()
    assert "registry.toml is not a TOML file" in capsys.readouterr().err
