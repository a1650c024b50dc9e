import pytest
from typer.testing import CliRunner

from facelab.cli.main import app
from tests.instructor.reporting.sample_rows import VERDICT
from tests.instructor.sample_course import COURSE


def weights(*arguments):
    result = CliRunner().invoke(app, ["grade", "weights", str(COURSE / "weights" / "orl-triplet-0.hdf5"), *arguments])
    return result.exit_code, " ".join(result.output.split())


@pytest.mark.parametrize("copied_from", ["", "orl-triplet-1"])
def test_rates_cost_and_score(monkeypatch, copied_from):
    monkeypatch.setattr("facelab.instructor.known_weights.evaluate_weights", lambda *_: (VERDICT, copied_from))
    code, printed = weights("--architecture", "compact", "--threshold", "0.4")
    assert code == 0 and "FAR 4.00%, FRR 10.00% at 0.4; EER 6.00%, AUC 0.9800" in printed
    assert "cost 0.700, score (10 − 0.700) · 10 = 93.0" in printed
    assert ("These weights are those of orl-triplet-1" in printed) == bool(copied_from)


def test_an_unknown_architecture():
    code, printed = weights("--architecture", "resnet")
    assert code == 2 and "there is no architecture 'resnet'" in printed
