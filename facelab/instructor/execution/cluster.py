"""Where runs happen: on this machine, or on an existing Dask cluster."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dask.system import CPU_COUNT
from distributed import Client, LocalCluster
from distributed.security import Security
from distributed.system import MEMORY_LIMIT

GIB = 2**30
GRADER_MEMORY = 2  # GiB
SCRATCH_MEMORY = 1  # GiB that a run may write besides, all of it in memory


@contextmanager
def local_workers(n_workers: int) -> Iterator[Client]:
    """Start workers on this machine, one run each at a time."""
    with (
        LocalCluster(
            n_workers=n_workers,
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
    """Connect to a running scheduler, whose workers may come and go; the three files are for tls:// addresses."""
    if not address.startswith(("tcp://", "tls://")):
        raise ValueError(
            f"{address} is not the address of a scheduler, expected e.g. tcp://head:8786 or tls://head:8786."
        )
    security = _security(ca, cert, key) if address.startswith("tls://") else None
    with Client(address, security=security, timeout=20) as client:
        yield client


def _security(ca: Path | None, cert: Path | None, key: Path | None) -> Security:
    """Check the files that TLS needs before Dask looks for them."""
    for option, path in (("--tls-ca", ca), ("--tls-cert", cert), ("--tls-key", key)):
        if path is None or not path.is_file():
            raise ValueError(f"{option} is {path or 'missing'}, expected a PEM file: a tls:// address needs it.")
    return Security(require_encryption=True, tls_ca_file=str(ca), tls_client_cert=str(cert), tls_client_key=str(key))


def fitting_workers(memory: float) -> int:
    """Choose how many runs of so many GiB fit on this machine at once; in a container, on its share."""
    return max(1, min(CPU_COUNT, int((MEMORY_LIMIT / GIB - GRADER_MEMORY) // (memory + SCRATCH_MEMORY))))
