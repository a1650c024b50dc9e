import pytest

from facelab.instructor.execution import cluster
from facelab.instructor.execution.cluster import existing_cluster, fitting_workers, local_workers


def test_workers_of_this_machine():
    with local_workers(1) as client:
        assert client.submit(sum, [1, 2]).result() == 3
        assert client.scheduler_info()["address"].startswith("tls://"), "other users of this machine could join"


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("head:8786", "head:8786 is not the address of a scheduler, expected e.g. tcp://head:8786"),
        ("tls://head:8786", "--tls-ca is missing, expected a PEM file"),
    ],
)
def test_bad_addresses(address, sentence):
    with pytest.raises(ValueError, match=sentence), existing_cluster(address, None, None, None):
        pass


def test_a_certificate_that_is_not_there(tmp_path):
    (tmp_path / "ca.pem").write_text("")
    files = tmp_path / "ca.pem", tmp_path / "cert.pem", None
    with pytest.raises(ValueError, match=r"--tls-cert is \S+cert\.pem, expected a PEM file"):
        existing_cluster("tls://head:8786", *files).__enter__()


@pytest.mark.parametrize(("memory", "workers"), [(1, 6), (3, 3), (8, 1), (100, 1)])
def test_as_many_runs_as_fit_into_memory(monkeypatch, memory, workers):
    monkeypatch.setattr(cluster, "CPU_COUNT", 6)
    monkeypatch.setattr(cluster, "MEMORY_LIMIT", 16 * 2**30)
    assert fitting_workers(memory) == workers
