import pytest
from typer.testing import CliRunner

from facelab.cli.main import app
from facelab.instructor.execution.probe import SandboxError


@pytest.fixture
def run_into(monkeypatch, tmp_path):
    """Run a command that fails with an error."""

    def run(error):
        def fail(*_):
            raise error

        monkeypatch.setattr("facelab.instructor.intake.collect.unpack_submissions", fail)
        return CliRunner().invoke(app, ["grade", "collect", "a.zip", str(tmp_path), "--assignment", "a1"])

    return run


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (ModuleNotFoundError(name="nbgrader"), 'nbgrader is missing; run `pip install "facelab[grading]"`'),
        (ValueError("it is not a folder."), "it is not a folder."),
        (FileNotFoundError(2, "No such file"), "No such file"),
        (SandboxError("bubblewrap is missing"), "bubblewrap is missing"),
    ],
)
def test_what_can_be_corrected_is_one_sentence(run_into, error, sentence):
    result = run_into(error)
    assert result.exit_code == 2 and sentence in " ".join(result.output.split())


def test_a_mistake_of_ours_keeps_its_traceback(run_into):
    assert isinstance(run_into(TypeError("ours")).exception, TypeError)
