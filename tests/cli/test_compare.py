import pandas as pd
import pytest
from typer.testing import CliRunner

from facelab.cli.main import app


def invoke(*arguments):
    return CliRunner().invoke(app, ["compare", *arguments], env={"COLUMNS": "160"})


def test_what_is_in_the_file_is_not_trained_again(tmp_path):
    file = tmp_path / "some" / "losses.csv"
    arguments = ["softmax", "--steps", "10", "--fold", "1", "--seeds", "1", "--workers", "1", "--to", str(file)]
    first = invoke(*arguments)
    assert first.exit_code == 0 and "softmax" in first.output and "±" in first.output
    table = pd.read_csv(file)
    assert list(table.columns) == ["loss", "settings", "fold", "seed", "steps", "auc", "eer", "val", "commit"]
    assert len(table) == 1 and 0.5 < table["auc"][0] < 1
    file.write_text(file.read_text().replace(str(table["auc"][0]), "0.125"))
    again = invoke(*arguments)
    assert again.exit_code == 0 and "0.1250" in again.output and pd.read_csv(file)["auc"][0] == 0.125


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["SoftMax"], "there is no loss SoftMax; expected contrastive, "),
        (["softmax", "--store", "--to", "a.csv"], "expected only one of them"),
    ],
)
def test_bad_input(arguments, sentence):
    result = invoke(*arguments)
    assert result.exit_code == 2 and sentence in " ".join(result.output.split())


def test_a_file_that_is_no_table(tmp_path):
    file = tmp_path / "losses.csv"
    file.write_bytes(b"\xff\xfe\x00")
    result = invoke("softmax", "--to", str(file))
    assert result.exit_code == 2 and "move it away, or name another" in " ".join(result.output.split())
    assert file.read_bytes() == b"\xff\xfe\x00"
