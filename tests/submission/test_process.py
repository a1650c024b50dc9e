import json
import os
import sys
import time

import numpy as np
import pytest

from facelab.submission import process
from facelab.submission.feeder import Round
from facelab.submission.process import run_driver

ROUNDS = [Round({"x": 5.0}, {"first", "broken"}), Round({}, {"second"})]
SEND = """
import base64, io, json, sys, time
def send(**message):
    print(json.dumps(message), flush=True)
def receive():
    return [json.loads(line) for line in iter(sys.stdin.readline, '{"end": true}\\n')]
def npy(value):
    import numpy
    file = io.BytesIO()
    numpy.save(file, value)
    return base64.b64encode(file.getvalue()).decode()
"""
DONE = 'send(done={"failure": "", "cause": ""})\n'


def run(source, minutes=1.0, **options):
    return run_driver([sys.executable, "-c", SEND + source], os.environ, ROUNDS, minutes, **options)


def test_reports_are_taken_in():
    cells = []
    found = run(
        'send(cell=[1, 3, "import numpy\\ud800"])\n'
        "send(feed=True)\n"
        '[x] = receive()\nsend(name="first", npy=x["npy"])\n'
        "send(feed=True)\n"
        'receive()\nsend(name="second", problem="KeyError: 3")\n'
        'send(files=["a.ipynb", 3, "b.hdf5"])\nsend(notebook="{}")\n' + DONE,
        on_cell=lambda *cell: cells.append(cell),
    )
    assert (found.cause, found.failure) == ("", "")
    assert found.values == {"first": np.array(5.0)} and found.problems == {"second": "KeyError: 3"}
    assert found.files == ["a.ipynb", "b.hdf5"] and found.notebook == "{}"
    assert cells == [(1, 3, "import numpy\\ud800")]


def test_a_value_counts_only_in_its_own_round_and_only_once():
    found = run(
        'send(name="first", npy=npy(0))\n'  # before anything was fed
        "send(feed=True)\nreceive()\n"
        'send(name="second", npy=npy(1))\n'
        'send(name="first", npy=npy(2))\nsend(name="first", npy=npy(3))\nsend(name="first", problem="late")\n'
        'send(name="unasked", npy=npy(4))\n'
        "send(feed=True)\nreceive()\n"
        'send(name="broken", npy=npy(5))\n' + DONE
    )
    assert found.values == {"first": np.array(2)} and found.problems == {}


def test_a_broken_value_is_a_problem():
    found = run('send(feed=True)\nreceive()\nsend(name="broken", npy="AAAA")\n' + DONE)
    assert found.values == {} and found.problems == {"broken": "it is not a plain array."}


@pytest.mark.parametrize(
    "source",
    [
        "",
        "sys.exit(1)",
        'print("no JSON", flush=True)\ntime.sleep(60)',
        "print([1, 2], flush=True)\ntime.sleep(60)",
        'print("[" * 100_000, flush=True)\ntime.sleep(60)',
    ],
)
def test_a_process_that_dies_or_sends_anything_but_reports(source):
    found = run(source)
    assert (found.cause, found.failure) == ("death", "it ended before its values were taken out")
    assert found.seconds < 30


def test_a_line_that_is_too_long(monkeypatch):
    monkeypatch.setattr(process, "MAX_LINE", 1000)
    found = run('send(name="first", problem="x" * 2000)\n' + DONE)
    assert found.cause == "death" and not found.problems


def test_reports_that_are_too_long_together(monkeypatch):
    monkeypatch.setattr(process, "MAX_TOTAL", 1000)
    found = run('while True:\n    send(cell=[1, 1, "x" * 100])')
    assert found.cause == "death"


def test_long_texts_are_cut(monkeypatch):
    monkeypatch.setattr(process, "MAX_NOTEBOOK", 10)
    found = run(
        'send(feed=True)\nreceive()\nsend(name="first", problem="x" * 5000)\n'
        'send(files=["y" * 500] * 500)\nsend(notebook="z" * 11)\n'
        'send(done={"failure": "w" * 5000, "cause": ""})'
    )
    assert len(found.problems["first"]) == len(found.failure) == 2000 and found.notebook == ""
    assert len(found.files) == 200 and len(found.files[0]) == 200


def test_a_process_that_never_ends(monkeypatch):
    monkeypatch.setattr(process, "GRACE", 0.5)
    found = run("while True:\n    time.sleep(1)", minutes=0)
    assert (found.cause, found.failure) == ("time", "it did not end within 0 minutes")
    assert found.seconds < 30


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs process groups")
def test_processes_that_it_has_started_end_with_it(tmp_path):
    child = (
        f"import time; open({str(tmp_path / 'started')!r}, 'w'); time.sleep(2); open({str(tmp_path / 'late')!r}, 'w')"
    )
    source = f"import pathlib, subprocess\nsubprocess.Popen([sys.executable, '-c', {child!r}])\n"
    source += f"while not pathlib.Path({str(tmp_path / 'started')!r}).exists():\n    time.sleep(0.05)\n"
    run(source + DONE)
    time.sleep(2.5)
    assert not (tmp_path / "late").exists()


def test_a_limit_that_is_broken():
    pids = []

    def check_limits(pid):
        pids.append(pid)
        return "it used more than 1 GiB" if len(pids) > 2 else ""

    found = run("time.sleep(60)", check_limits=check_limits)
    assert (found.cause, found.failure) == ("memory", "it used more than 1 GiB") and len(set(pids)) == 1


@pytest.mark.parametrize(
    ("done", "cause", "failure"),
    [
        ({"failure": "cell 1: KeyError", "cause": "error"}, "error", "cell 1: KeyError"),
        ({"failure": 3, "cause": "error"}, "other", "its last report makes no sense"),
        (None, "other", "its last report makes no sense"),
    ],
)
def test_the_outcome(done, cause, failure):
    found = run(f"send(done=json.loads({json.dumps(done)!r}))")
    assert (found.cause, found.failure) == (cause, failure)


@pytest.mark.parametrize(
    ("cause", "failure"),
    [
        ("error", "it failed while its answers were tried"),
        ("time", "the minutes were over while its answers were tried"),
        ("invented", "it failed while its answers were tried"),
    ],
)
def test_once_fed_a_failure_is_described_in_our_words(cause, failure):
    found = run(f'send(feed=True)\nreceive()\nsend(done={{"failure": "the secret is 5", "cause": "{cause}"}})')
    assert (found.cause, found.failure) == (cause, failure)
