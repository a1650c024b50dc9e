"""Where runs happen: this machine, or an existing Dask cluster."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from distributed import Client, LocalCluster
from distributed.security import Security

GIB = 2**30
SPARE = 2  # GiB for the grader itself


@contextmanager
def local_workers(workers: int) -> Iterator[tuple[Client, int]]:
    """Start workers on this machine.

    Parameters
    ----------
    workers : int
        How many runs at once.

    Yields
    ------
    Client
    int
        How many runs at once.
    """
    with (
        LocalCluster(
            n_workers=workers, threads_per_worker=1, memory_limit=0, dashboard_address=None, silence_logs="ERROR"
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client, workers


@contextmanager
def existing_cluster(
    address: str, ca: Path | None, cert: Path | None, key: Path | None
) -> Iterator[tuple[Client, int]]:
    """Connect to a running cluster.

    Parameters
    ----------
    address : str
        Of the scheduler, as tcp://head:8786 or tls://head:8786.
    ca, cert, key : Path or None
        For tls://.

    Yields
    ------
    Client
    int
        How many runs at once: threads of all workers.
    """
    files = {"tls_ca_file": ca, "tls_client_cert": cert, "tls_client_key": key}
    security = Security(require_encryption=True, **{name: str(path) for name, path in files.items() if path})
    with Client(address, security=security if address.startswith("tls://") else None, timeout=20) as client:
        threads = sum(worker["nthreads"] for worker in client.scheduler_info(n_workers=-1)["workers"].values())
        yield client, max(1, threads)


def fitting_workers(memory: float) -> tuple[int, int]:
    """Choose how many runs fit on this machine at once.

    Parameters
    ----------
    memory : float
        GiB that one run may use.

    Returns
    -------
    workers, cores : int
        And how many cores each has.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    room = psutil.virtual_memory().total / GIB - SPARE
    workers = max(1, min(cores, int(room // memory)))
    return workers, max(1, cores // workers)
