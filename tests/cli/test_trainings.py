import os

import pandas as pd
import pytest
import typer

from facelab.cli.trainings import Columns, choose_file, one_thread_each, run_trainings
from facelab.course import course_folder, weights_folder

COLUMNS = Columns(key=["name", "seed"], figures=["auc"])


def measure(name, seed):
    if name == "broken":
        raise ValueError("the training diverged")
    return {"auc": 0.5 + seed / 10}


def run(file, *names, seeds=2):
    wanted = {(name, seed): (name, seed) for name in names for seed in range(seeds)}
    return run_trainings(measure, wanted, COLUMNS, file, workers=1)


def test_a_row_for_each_with_the_commit_of_the_code(tmp_path):
    file = tmp_path / "results.csv"
    results = run(file, "b", "a")
    assert list(results.columns) == ["name", "seed", "auc", "commit"] == COLUMNS.all
    assert pd.read_csv(file)[["name", "seed", "auc"]].to_numpy().tolist() == [
        ["a", 0, 0.5],
        ["a", 1, 0.6],
        ["b", 0, 0.5],
        ["b", 1, 0.6],
    ]


def test_what_is_in_the_file_stays_and_is_returned_only_if_wanted(tmp_path):
    file = tmp_path / "results.csv"
    run(file, "a")
    file.write_text(file.read_text().replace("0.6", "0.9"))
    assert run(file, "a", "b")["auc"].tolist() == [0.5, 0.9, 0.5, 0.6]
    assert run(file, "b")["name"].tolist() == ["b", "b"] and len(pd.read_csv(file)) == 4


def test_a_training_that_fails_costs_only_itself(tmp_path, capsys):
    file = tmp_path / "results.csv"
    with pytest.raises(typer.Exit) as stopped:
        run(file, "broken", "a")
    assert stopped.value.exit_code == 1 and pd.read_csv(file)["name"].tolist() == ["a", "a"]
    printed = capsys.readouterr()
    assert "broken, 1: the training diverged" in printed.out
    assert "2 of 4 runs failed" in " ".join(printed.err.split())


def test_the_file_of_the_course_only_if_told(tmp_path):
    assert choose_file("some.csv", None, store=True) == weights_folder() / "some.csv"
    assert choose_file("some.csv", None, store=False) == course_folder() / "build" / "some.csv"
    assert choose_file("some.csv", tmp_path / "own.csv", store=False) == tmp_path / "own.csv"
    with pytest.raises(typer.Exit):
        choose_file("some.csv", tmp_path / "own.csv", store=True)


def test_one_thread_each(monkeypatch):
    for name in ("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS", "OMP_NUM_THREADS"):
        monkeypatch.setenv(name, "8")
    one_thread_each()
    assert os.environ["TF_NUM_INTRAOP_THREADS"] == os.environ["OMP_NUM_THREADS"] == "1"
