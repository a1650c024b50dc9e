import csv
import os
import shutil
import signal
import subprocess
import sys
import threading
import time

import dask
import nbformat
import numpy as np
import psutil
import pytest
from distributed import Client, LocalCluster
from distributed.security import Security
from typer.testing import CliRunner

from facelab.cli.main import app
from facelab.instructor.execution.sandbox import Limits
from facelab.instructor.grader import Grader
from facelab.instructor.grading_folder import open_grading_folder, submissions_of
from facelab.instructor.scoring.policy import Policy
from facelab.instructor.scoring.result import read_result
from facelab.submission.process import Run
from tests.instructor.sample_course import COURSE, EMBED, RIGHT, START, VERIFIER, hand_in, make_release
from tests.needs_sandbox import needs_sandbox

pytestmark = needs_sandbox
WEIGHTS = "para_Ada_Lovelace.hdf5"
LIMITS = Limits(minutes=2, memory=3000, scratch=128)


@pytest.fixture
def course(tmp_path):
    make_release(tmp_path / "release")
    hand_in(tmp_path, "ada", START, RIGHT)
    hand_in(tmp_path, "bob", START, {"accept": "def accept(d, t):\n    return d < t"})
    hand_in(tmp_path, "ada", VERIFIER, EMBED, WEIGHTS)
    hand_in(tmp_path, "eve", VERIFIER, EMBED | {"network": "1 / 0"}, "para_Eve_Mallory.hdf5")
    hand_in(tmp_path, "bob", VERIFIER, {}, "para_Bob_Hope.hdf5")
    return tmp_path


def grade(folder, client, submissions=None):
    grading, results = open_grading_folder(folder, Policy(), folder / "release"), []
    found = submissions_of(grading)
    Grader(grading, client, LIMITS).grade(found, results.append)
    return grading, {(each.student, each.assignment): each for each in results}


@pytest.fixture(scope="module")
def client():
    with (
        LocalCluster(n_workers=1, threads_per_worker=1, memory_limit=0, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        yield client


def test_each_submission_is_graded_once(course, client):
    grading, results = grade(course, client)
    ada, bob = results["ada", START], results["bob", START]
    assert all(each.right == each.cases for each in ada.compared.values()) and ada.state == "graded"
    assert bob.compared["accept"].note == "a distance that equals the threshold is accepted, too."
    assert bob.compared["identify"].note == "it is not written yet."
    verifier = results["ada", VERIFIER]
    assert verifier.state == "graded" and 0.6 < verifier.verdict.auc < 1
    assert results["eve", VERIFIER].state == "crashed" and "ZeroDivisionError" in results["eve", VERIFIER].sentence
    assert results["bob", VERIFIER].state == "invalid" and "as it was released" in results["bob", VERIFIER].sentence
    [kept] = grading.results_folder(START, "ada").glob("*.ipynb")
    executed = nbformat.read(kept, as_version=4)
    assert len(executed.cells) == len(grading.released[START].notebook.cells)
    assert grade(course, client)[1] == {}
    hand_in(course, "bob", START, {"accept": RIGHT["accept"]})
    again = grade(course, client)[1]
    assert list(again) == [("bob", START)]
    assert again["bob", START].compared["accept"].right == 15


def test_weights_that_were_trained_on_the_judges_need_a_review(course, client):
    for student in ("bob", "eve"):
        shutil.rmtree(course / "submitted" / student)
    shutil.copy(COURSE / "weights" / "orl-softmax-1.hdf5", course / "submitted" / "ada" / VERIFIER / WEIGHTS)
    found = grade(course, client)[1]["ada", VERIFIER]
    assert found.state == "needs-review" and "those of orl-softmax-1" in found.sentence and found.verdict


def test_nothing_runs_without_a_sandbox(course, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    result = CliRunner().invoke(app, ["grade", "run", str(course)])
    assert result.exit_code == 2 and "bubblewrap is missing" in result.output
    assert not (course / ".facelab").exists()


def test_a_damaged_result_is_graded_again(course, client):
    shutil.rmtree(course / "submitted" / "eve")
    grade(course, client)
    grading = open_grading_folder(course, Policy(), course / "release")
    path = next(grading.results_folder(START, "ada").glob("*.json"))
    path.write_text(path.read_text()[:100])
    assert list(grade(course, client)[1]) == [("ada", START)]
    assert read_result(path)


def test_where_the_grader_itself_fails_it_tries_again(course, client, monkeypatch):
    for student in ("bob", "eve"):
        shutil.rmtree(course / "submitted" / student)
    shutil.rmtree(course / "submitted" / "ada" / VERIFIER)
    with monkeypatch.context() as broken:
        broken.setattr("facelab.instructor.grader.execute", no_room)
        failed = grade(course, client)[1]["ada", START]
    assert failed.state == "needs-review" and "No space left" in failed.sentence
    assert grade(course, client)[1]["ada", START].state == "graded"


def no_room(job, bundle):
    raise OSError(28, "No space left on device")


def test_a_worker_that_dies_with_two_submissions_costs_only_one_of_them(course, monkeypatch):
    shutil.rmtree(course / "submitted" / "bob" / VERIFIER)
    shutil.rmtree(course / "submitted" / "eve")
    shutil.rmtree(course / "submitted" / "ada" / VERIFIER)
    hand_in(course, "carol", START, RIGHT | {"accept": "# evil"})
    monkeypatch.setattr("facelab.instructor.grader.execute", evil_or_honest)
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        LocalCluster(n_workers=1, threads_per_worker=1, memory_limit=0, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        results = {student: each for (student, _), each in grade(course, client)[1].items()}
    assert {student: each.state for student, each in results.items()} == {
        "ada": "graded",
        "bob": "graded",
        "carol": "crashed",
    }
    assert "took several workers down" in results["carol"].sentence


def evil_or_honest(job, bundle):
    time.sleep(0.5)
    if "# evil" in job.notebook:
        os.kill(os.getpid(), signal.SIGKILL)
    return Run(values={"accept/0": np.array(True)})


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda course: shutil.rmtree(course / "submitted"), "has no folder submitted/"),
        (lambda course: shutil.rmtree(course / "release" / "facelab"), "is not a complete release"),
        (lambda course: (course / "policy.toml").write_text("minutes = 0"), "minutes = 0 should be greater than 0"),
        (
            lambda course: (
                shutil.rmtree(course / "submitted" / "ada")
                or shutil.rmtree(course / "submitted" / "bob")
                or shutil.rmtree(course / "submitted" / "eve")
            ),
            "holds no submission",
        ),
    ],
)
def test_bad_input(course, spoil, sentence):
    spoil(course)
    result = CliRunner().invoke(app, ["grade", "run", str(course)])
    assert result.exit_code == 2 and sentence in " ".join(result.output.split())


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_a_cluster_that_wants_certificates(course):
    for student in ("bob", "eve"):
        shutil.rmtree(course / "submitted" / student)
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=facelab", "-days", "2"]
    key, certificate = course / "key.pem", course / "certificate.pem"
    subprocess.run([*make, "-keyout", key, "-out", certificate], capture_output=True, check=True)
    files = dict.fromkeys(("tls_ca_file", "tls_worker_cert", "tls_scheduler_cert", "tls_client_cert"), str(certificate))
    keys = dict.fromkeys(("tls_worker_key", "tls_scheduler_key", "tls_client_key"), str(key))
    security = Security(require_encryption=True, **files, **keys)
    ours = ["--tls-ca", certificate, "--tls-cert", certificate, "--tls-key", key]
    with LocalCluster(n_workers=1, threads_per_worker=1, protocol="tls", security=security, memory_limit=0) as cluster:
        command = ["grade", "run", str(course), "--scheduler", cluster.scheduler_address]
        assert cluster.scheduler_address.startswith("tls://")
        refused = CliRunner().invoke(app, command)
        assert refused.exit_code == 2 and "--tls-ca" in " ".join(refused.output.split())
        taken = CliRunner().invoke(app, [*command, *map(str, ours)])
    assert taken.exit_code == 0 and "2 submissions, 0 of them graded before." in taken.output


def test_killed_and_started_again_nothing_is_lost_or_graded_twice(course):
    """As on a Sunday: the command itself, killed while it works."""
    for student in ("carol", "dan", "faye"):
        hand_in(course, student, START, RIGHT)
    command = [sys.executable, "-m", "facelab", "grade", "run", str(course), "--workers", "1"]
    results = course / ".facelab" / "results"
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
    until = time.monotonic() + 120
    while len(list(results.rglob("*.json"))) < 2 and time.monotonic() < until:
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    before = {path: path.stat().st_mtime_ns for path in results.rglob("*.json")}
    assert 2 <= len(before) < 8
    finished = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    assert f"8 submissions, {len(before)} of them graded before." in finished.stdout
    after = {path: path.stat().st_mtime_ns for path in results.rglob("*.json")}
    assert len(after) == 8 and all(after[path] == time for path, time in before.items())
    table = list(csv.reader((course / "grades.csv").read_text().splitlines()))
    assert len(table) == 9 and sum(line[3] == "11" for line in table) == 4


@pytest.mark.parametrize("n_workers", [2, 1])
def test_a_submission_whose_worker_is_killed_is_graded_by_another(course, n_workers):
    """Also if the only worker dies, and with it all that it was sent: another one takes its place."""
    for student in ("bob", "eve"):
        shutil.rmtree(course / "submitted" / student)
    shutil.rmtree(course / "submitted" / "ada" / VERIFIER)
    hand_in(course, "ada", START, RIGHT | {"accept": f"import time\ntime.sleep(6)\n{RIGHT['accept']}"})
    killed = []

    def kill_a_worker():
        until = time.monotonic() + 60
        while not killed and time.monotonic() < until:
            time.sleep(0.5)
            busy = [worker for worker, tasks in client.processing().items() if tasks]
            running = [
                each for each in psutil.process_iter(["cmdline"]) if "bwrap" in (each.info["cmdline"] or [""])[0]
            ]
            if busy and running:
                pid = client.scheduler_info()["workers"][busy[0]]["id"]
                os.kill(pids[pid], signal.SIGKILL)
                killed.append(pid)

    with (
        LocalCluster(n_workers=n_workers, threads_per_worker=1, memory_limit=0, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        pids = {name: worker.process.pid for name, worker in cluster.workers.items()}
        thread = threading.Thread(target=kill_a_worker)
        thread.start()
        _, results = grade(course, client)
        thread.join()
    assert killed and results["ada", START].state == "graded"
    assert results["ada", START].compared["accept"].right == 15
