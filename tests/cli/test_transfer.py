import pandas as pd
from typer.testing import CliRunner

from facelab.cli import transfer as command
from facelab.cli.main import app
from facelab.zoo.transfer import WAYS


def test_a_row_for_each_training_and_none_twice(tmp_path, monkeypatch):
    monkeypatch.setattr(command, "SIZES", [(3, 2)])
    file = tmp_path / "transfer.csv"
    arguments = ["transfer", "--steps", "10", "--seeds", "1", "--workers", "1", "--to", str(file)]
    first = CliRunner().invoke(app, arguments, env={"COLUMNS": "160"})
    assert first.exit_code == 0 and "fine-tuned" in first.output and "nan" not in first.output
    table = pd.read_csv(file)
    assert list(table.columns) == ["way", "people", "images", "seed", "steps", "accuracy", "auc", "commit"]
    assert sorted(table["way"]) == sorted(WAYS)
    before = file.read_bytes()
    assert CliRunner().invoke(app, arguments).exit_code == 0 and file.read_bytes() == before
