"""The nearest of more vectors than one machine holds: a part of them on each worker of a Dask cluster."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from facelab.identification.nearest import NearestVectors

if TYPE_CHECKING:
    from distributed import Client


class ShardedVectors:
    """Search the shards of all workers, and keep the nearest of what they found.

    Parameters
    ----------
    shards : sequence of Path or ndarray, shape (n, D)
        Paths of NPY files, which the workers read, or arrays, which are sent to them.
    client : distributed.Client
    metric, index : str
        As in `NearestVectors`.

    Examples
    --------
    >>> from distributed import Client
    >>> vectors = np.arange(8, dtype=np.float32)[:, None]
    >>> with Client(n_workers=1, processes=False, dashboard_address=None) as client:
    ...     ShardedVectors([vectors[:4], vectors[4:]], client).search(np.array([[5.1]], np.float32), 2)[1]
    array([[5, 6]])
    """

    def __init__(
        self, shards: Sequence[Path | np.ndarray], client: "Client", metric: str = "euclidean", index: str = "exact"
    ):
        workers = list(client.scheduler_info(n_workers=-1)["workers"])
        if not workers or not len(shards):
            raise ValueError(
                f"there are {len(workers)} workers and {len(shards)} shards; expected at least one of each."
            )
        self._client = client
        self._shards = [
            client.submit(
                _open,
                shard,
                metric,
                index,
                workers=[workers[number % len(workers)]],
                allow_other_workers=True,
                pure=False,
            )
            for number, shard in enumerate(shards)
        ]
        lengths = client.gather(client.map(len, self._shards))
        self._starts = np.cumsum([0, *lengths])

    def __len__(self) -> int:
        return int(self._starts[-1])

    def search(self, queries: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
        """Find the k nearest vectors of each query: distances and positions in all shards, (n_queries, k)."""
        if not 1 <= k <= len(self):
            raise ValueError(f"k={k}: expected 1 to {len(self)}, the vectors of all shards.")
        found = self._client.gather([self._client.submit(_search, shard, queries, k) for shard in self._shards])
        distances = np.hstack([distances for distances, _ in found])
        positions = np.hstack(
            [np.where(own < 0, -1, own + start) for (_, own), start in zip(found, self._starts[:-1], strict=True)]
        )
        nearest = np.argsort(distances, axis=1, kind="stable")[:, :k]
        return np.take_along_axis(distances, nearest, axis=1), np.take_along_axis(positions, nearest, axis=1)


def _open(shard: Path | np.ndarray, metric: str, index: str) -> NearestVectors:
    if isinstance(shard, np.ndarray):
        return NearestVectors(shard, metric, index)
    try:
        return NearestVectors(np.load(shard), metric, index)
    except (OSError, ValueError, EOFError) as error:
        if isinstance(error, ValueError) and "pickled" not in str(error):
            raise ValueError(f"{shard}: {error}") from None
        raise ValueError(f"{shard} is missing, or no NPY file of numbers.") from None


def _search(shard: NearestVectors, queries: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    return shard.search(queries, min(k, len(shard)))
