"""A gallery of a million people: building it, adding to it, asking it, and what an approximate search misses."""

import time

import numpy as np
import psutil

from benchmarks.measure import console, print_times, time_in_turn
from facelab.identification import Gallery

N_PEOPLE, N_COLUMNS, N_QUERIES = 1_000_000, 128, 100
PEOPLE_PER_CLUSTER = 50  # faces are not spread evenly: look-alikes lie together


def main() -> None:
    import faiss

    rng = np.random.default_rng(0)
    centers = rng.normal(size=(N_PEOPLE // PEOPLE_PER_CLUSTER, N_COLUMNS)).astype(np.float32)
    people = np.repeat(centers, PEOPLE_PER_CLUSTER, axis=0)
    people += 0.5 * rng.normal(size=people.shape).astype(np.float32)
    people /= np.linalg.norm(people, axis=1, keepdims=True)
    queries = people[:: N_PEOPLE // N_QUERIES] + 0.02 * rng.normal(size=(N_QUERIES, N_COLUMNS)).astype(np.float32)
    plain = faiss.IndexFlatL2(N_COLUMNS)
    plain.add(people)
    galleries = {}
    for index in ("exact", "ivf", "hnsw"):
        memory, start = _memory(), time.perf_counter()
        galleries[index] = Gallery(index=index).fit(people, np.arange(N_PEOPLE))
        galleries[index].predict(queries[:1])
        built = time.perf_counter() - start
        start = time.perf_counter()
        galleries[index].add(N_PEOPLE, -queries[:1]).predict(queries[:1])
        added = time.perf_counter() - start
        console.print(
            f"{index}: {N_PEOPLE:,} people enrolled in {built:.1f} s, {_memory() - memory:.1f} GiB; one more, "
            f"and the first question after it: {1000 * added:.0f} ms"
        )
    expected = plain.search(queries, 1)[1][:, 0]
    ways = {"FAISS, flat": lambda: plain.search(queries, 1)}
    ways |= {
        f"Gallery, {name}": lambda gallery=gallery: gallery.predict(queries) for name, gallery in galleries.items()
    }
    print_times(f"{N_QUERIES} faces among {N_PEOPLE:,} people", time_in_turn(ways, repeats=5))
    for name, gallery in galleries.items():
        console.print(f"recall@1, {name}: {np.mean(gallery.predict(queries) == expected):.3f}")


def _memory() -> float:
    return psutil.Process().memory_info().rss / 2**30
