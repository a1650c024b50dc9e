"""Where runs happen: this machine, or an existing Dask cluster."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dask.system import CPU_COUNT
from distributed import Client, LocalCluster
from distributed.security import Security
from distributed.system import MEMORY_LIMIT

GIB = 2**30
SPARE = 2  # GiB for the grader itself
FILES = 1  # GiB that a run may write besides, all in memory


@contextmanager
def local_workers(workers: int) -> Iterator[Client]:
    """Start workers on this machine.

    Parameters
    ----------
    workers : int
        How many runs at once.

    Yields
    ------
    Client
    """
    with (
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            memory_limit=0,
            dashboard_address="127.0.0.1:0",
            silence_logs="ERROR",
            security=Security.temporary(),  # other users of this machine must not run code as you
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client


@contextmanager
def existing_cluster(address: str, ca: Path | None, cert: Path | None, key: Path | None) -> Iterator[Client]:
    """Connect to a running cluster; its workers may come and go.

    Parameters
    ----------
    address : str
        Of the scheduler, as tcp://head:8786 or tls://head:8786.
    ca, cert, key : Path or None
        For tls://.

    Yields
    ------
    Client

    Raises
    ------
    ValueError
        If the address is none, or a certificate is missing.
    OSError
        If nobody answers there.
    """
    if not address.startswith(("tcp://", "tls://")):
        raise ValueError(f"{address} is no address of a scheduler, expected tcp://head:8786 or tls://head:8786.")
    security = _security(ca, cert, key) if address.startswith("tls://") else None
    with Client(address, security=security, timeout=20) as client:
        yield client


def _security(ca: Path | None, cert: Path | None, key: Path | None) -> Security:
    """Check what TLS needs before Dask looks for it."""
    for option, path in (("--tls-ca", ca), ("--tls-cert", cert), ("--tls-key", key)):
        if path is None or not path.is_file():
            raise ValueError(f"{option}: {path or 'nothing given'}; tls:// needs a file in PEM format there.")
    return Security(require_encryption=True, tls_ca_file=str(ca), tls_client_cert=str(cert), tls_client_key=str(key))


def fitting_workers(memory: float) -> int:
    """Choose how many runs fit on this machine at once; in a container, on its share.

    Parameters
    ----------
    memory : float
        GiB that one run may use.

    Returns
    -------
    int
    """
    return max(1, min(CPU_COUNT, int((MEMORY_LIMIT / GIB - SPARE) // (memory + FILES))))
