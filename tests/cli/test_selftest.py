from typer.testing import CliRunner

from facelab.cli.main import app
from tests.submission.sample_submission import EMBED, write_submission


def test_the_command(tmp_path):
    notebook = write_submission(tmp_path, EMBED, "threshold = 2.0", weights=None)
    missing = CliRunner().invoke(app, ["selftest", str(notebook)])
    assert missing.exit_code == 1 and "✘ name: there is no weights file next to the notebook" in missing.output
    passed = CliRunner().invoke(app, ["selftest", str(write_submission(tmp_path, EMBED, "threshold = 2.0"))])
    assert passed.exit_code == 0 and passed.output.count("✔") == 4
    nowhere = CliRunner().invoke(app, ["selftest", str(tmp_path / "nowhere.ipynb")])
    assert nowhere.exit_code == 2 and "there is no notebook" in nowhere.output
