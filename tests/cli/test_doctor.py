from typer.testing import CliRunner

from facelab import doctor
from facelab.cli.main import app


def invoke():
    return CliRunner().invoke(app, ["doctor"], terminal_width=120, env={"COLUMNS": "120"})


def test_doctor_ends_well_here():
    result = invoke()
    assert result.exit_code == 0 and "ORL faces" in result.output and "Ready" in result.output


def test_doctor_ends_badly_where_something_is_missing(monkeypatch):
    diagnosis = doctor.Diagnosis("ORL faces", "missing", "Every notebook needs them.", True)
    monkeypatch.setattr(doctor, "examine", lambda: iter([diagnosis]))
    result = invoke()
    assert result.exit_code == 1 and "Every notebook needs them." in result.output
