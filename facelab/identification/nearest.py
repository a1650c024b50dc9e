"""The nearest of many vectors: by comparing with all, or with an index of FAISS."""

from typing import Any

import numpy as np

from facelab.distances import check_finite, distance_matrix, pair_distances
from facelab.identification.growing import GrowingArray

INDEXES = "exact", "ivf", "hnsw"
FAISS_METRICS = "euclidean", "squared_euclidean", "cosine"
FAISS_FROM = 10_000  # vectors; below it, comparing with all of them in double precision takes milliseconds
BLOCK_ELEMENTS = 2**24  # distances in memory at a time
CLUSTERS_PER_ROOT = 4  # inverted file: that many clusters for each unit of the root of the number of vectors
LEAST_PER_CLUSTER, VECTORS_PER_CLUSTER = 39, 64  # for its K-means; with fewer than 39, FAISS warns
CLUSTERS_VISITED = 16
HNSW_NEIGHBORS, HNSW_BUILD, HNSW_VISITED = 32, 80, 64


class NearestVectors:
    """Find the nearest vectors to a query, among vectors that can be added at any time.

    Parameters
    ----------
    vectors : ndarray of float32, shape (N, D)
    metric : str, default "euclidean"
        As in `pair_distances`; for the approximate indexes euclidean, squared_euclidean or cosine.
    index : {"exact", "ivf", "hnsw"}, default "exact"
        exact: compares with all, from 10,000 vectors on with FAISS. ivf: compares with the vectors in the 16 nearest
        of 4·√N clusters. hnsw: walks through a graph of neighbors.

    References
    ----------
    M. Douze et al., The Faiss library, arXiv:2401.08281, 2024. ivf: J. Sivic, A. Zisserman, Video Google, ICCV 2003.
    hnsw: Y. Malkov, D. Yashunin, Efficient and robust approximate nearest neighbor search using hierarchical navigable
    small world graphs, IEEE PAMI 42, 2020.

    Examples
    --------
    >>> nearest = NearestVectors(np.eye(3, dtype=np.float32))
    >>> distances, positions = nearest.search(np.array([[0.9, 0.0, 0.0]], np.float32), 1)
    >>> distances.round(3), positions
    (array([[0.1]]), array([[0]]))
    """

    def __init__(self, vectors: np.ndarray, metric: str = "euclidean", index: str = "exact"):
        if index not in INDEXES or (index != "exact" and metric not in FAISS_METRICS):
            raise ValueError(
                f"index={index!r}, metric={metric!r}: expected one of {', '.join(INDEXES)}; all but exact know "
                f"{', '.join(FAISS_METRICS)}."
            )
        if vectors.ndim != 2 or not vectors.size:
            raise ValueError(f"the vectors have the shape {vectors.shape}; expected (N, D), both at least 1.")
        check_finite(vectors, "vectors")
        self.metric, self.kind = metric, index
        self._rows = GrowingArray(np.ascontiguousarray(vectors, np.float32))
        self._faiss: Any = None  # made when it is first needed

    def __len__(self) -> int:
        return len(self._rows.filled)

    @property
    def vectors(self) -> np.ndarray:
        """All vectors, (N, D)."""
        return self._rows.filled

    def add(self, vectors: np.ndarray) -> None:
        """Append vectors, float32 (n, D); what is there keeps its position."""
        if vectors.ndim != 2 or vectors.shape[1] != self.vectors.shape[1]:
            raise ValueError(f"vectors of shape {vectors.shape} cannot join those of shape {self.vectors.shape}.")
        check_finite(vectors, "vectors")
        if self._faiss is not None and self.kind == "ivf" and len(self) + len(vectors) > 2 * self._n_at_build:
            self._faiss = None  # it has outgrown its clusters
        elif self._faiss is not None:
            self._faiss.add(self._comparable(vectors))
        self._rows.extend(vectors)

    def search(self, queries: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
        """Find the k nearest vectors of each query: distances and positions, both (n_queries, k), nearest first.

        An approximate index can miss some; if it finds fewer than k, the distance is infinite and the position -1.
        """
        if not 1 <= k <= len(self) or queries.shape[1] != self.vectors.shape[1]:
            raise ValueError(
                f"k={k}, queries of shape {queries.shape}: expected 1 to {len(self)}, and (n, {self.vectors.shape[1]})."
            )
        check_finite(queries, "queries")
        if self.kind == "exact" and (len(self) < FAISS_FROM or self.metric not in FAISS_METRICS):
            return self._compare_with_all(queries, k)
        if self._faiss is None:
            self._faiss = self._build()
        _, positions = self._faiss.search(self._comparable(queries), k)
        return self._measure(queries, positions)

    def _compare_with_all(self, queries: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
        rows = self._rows.filled
        step = max(1, BLOCK_ELEMENTS // len(rows))
        distances, positions = np.empty((len(queries), k)), np.empty((len(queries), k), np.int64)
        for start in range(0, len(queries), step):
            block = slice(start, start + step)
            matrix = distance_matrix(queries[block], rows, self.metric)
            positions[block] = np.argsort(matrix, axis=1, kind="stable")[:, :k]
            distances[block] = np.take_along_axis(matrix, positions[block], axis=1)
        return distances, positions

    def _measure(self, queries: np.ndarray, positions: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Measure the distances to what FAISS found in double precision: its own are rounded to some 1e-3 near 0."""
        distances = np.full(positions.shape, np.inf)
        row, column = np.nonzero(positions >= 0)
        found = self._rows.filled[positions[row, column]]
        distances[row, column] = pair_distances(queries[row], found, self.metric)
        order = np.argsort(distances, axis=1, kind="stable")
        return np.take_along_axis(distances, order, axis=1), np.take_along_axis(positions, order, axis=1)

    def _comparable(self, vectors: np.ndarray) -> np.ndarray:
        """Make vectors whose Euclidean distances have the order of the metric: of length 1 for the cosine."""
        vectors = np.ascontiguousarray(vectors, np.float32)
        if self.metric != "cosine":
            return vectors
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not (lengths > 0).all():
            raise ValueError(f"vector {int(np.argmin(lengths))} is all zeros; it has no cosine with another one.")
        return vectors / lengths

    def _build(self) -> Any:
        import faiss  # here: it takes a quarter of a second to load

        rows = self._comparable(self._rows.filled)
        n_rows, n_columns = rows.shape
        self._n_at_build = n_rows
        index: Any
        if self.kind == "hnsw":
            index = faiss.IndexHNSWFlat(n_columns, HNSW_NEIGHBORS)
            index.hnsw.efConstruction, index.hnsw.efSearch = HNSW_BUILD, HNSW_VISITED
        elif self.kind == "ivf" and n_rows >= LEAST_PER_CLUSTER:
            n_clusters = min(round(CLUSTERS_PER_ROOT * n_rows**0.5), n_rows // LEAST_PER_CLUSTER)
            index = faiss.IndexIVFFlat(faiss.IndexFlatL2(n_columns), n_columns, n_clusters)
            index.nprobe, index.cp.max_points_per_centroid = CLUSTERS_VISITED, VECTORS_PER_CLUSTER
            index.train(rows)
        else:
            index = faiss.IndexFlatL2(n_columns)
        index.add(rows)
        return index
