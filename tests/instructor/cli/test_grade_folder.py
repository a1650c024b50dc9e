from pathlib import Path

import pytest
from typer.testing import CliRunner

from facelab.cli.main import app
from facelab.instructor.cli.grade_folder import Machines, print_table
from facelab.instructor.scoring.policy import Policy
from tests.instructor.reporting.sample_rows import row


def test_workers_of_this_machine_and_of_a_cluster():
    assert Machines(workers=3).concurrent_runs(Policy()) == 3
    assert Machines(scheduler="tcp://head:8786").concurrent_runs(Policy()) == 0
    assert Machines().concurrent_runs(Policy(memory=10**6)) == 1
    with pytest.raises(ValueError, match="--workers is for this machine"):
        Machines(workers=3, scheduler="tcp://head:8786")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--workers", "2", "--scheduler", "tcp://head:8786"], "--workers is for this machine"),
        (["--policy", "nowhere.toml", "--scheduler", "tcp://head:8786"], "nowhere.toml cannot be read"),
        (["--scheduler", "tcp://head:8786"], "has no folder submitted/"),
    ],
)
def test_bad_options(tmp_path, options, sentence):
    result = CliRunner().invoke(app, ["grade", "run", str(tmp_path), *options])
    assert result.exit_code == 2 and sentence in " ".join(result.output.split())
    assert list(tmp_path.iterdir()) == []


def test_the_table_counts_states_and_what_a_person_grades(capsys):
    rows = [row(written={"words": "because"}), row("bob"), row("eve", state="crashed", sentence="cell 3: KeyError")]
    print_table(rows, Path("faces"))
    printed = " ".join(capsys.readouterr().out.split())
    assert "a1 │ 3 │ 1 crashed, 2 graded │ 1" in printed and "faces/report.html" in printed
