import pandas as pd
from typer.testing import CliRunner

from facelab.augmentation import DEGRADATIONS
from facelab.cli.main import app
from facelab.zoo.robustness import FIGURES


def test_a_row_for_each_strength_and_none_twice(tmp_path, monkeypatch):
    for name in list(DEGRADATIONS)[2:]:
        monkeypatch.delitem(DEGRADATIONS, name)
    file = tmp_path / "robustness.csv"
    arguments = ["robustness", "--data", "ORL", "--embedder", "eigenfaces", "--workers", "1", "--to", str(file)]
    first = CliRunner().invoke(app, arguments, env={"COLUMNS": "160"})
    assert first.exit_code == 0 and "low resolution" in first.output and "nan" not in first.output, first.output
    table = pd.read_csv(file)
    assert list(table.columns) == ["data", "embedder", "degradation", "amount", *FIGURES, "commit"] and len(table) == 11
    before = file.read_bytes()
    assert CliRunner().invoke(app, arguments).exit_code == 0 and file.read_bytes() == before
