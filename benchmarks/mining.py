"""The triplet loss of a batch and its gradient beside pytorch-metric-learning: seconds and peak memory."""

import importlib.util
import os
import sys
import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from rich.table import Table

from benchmarks.measure import console, in_own_process, peak_memory
from facelab.mining import count_triplets

N_PEOPLE, N_IMAGES, MARGIN, THREADS = 45, 1800, 0.2, 2
SIZES = (225, 450, 900, 1800, 3600)
MINING = ("all", "semi-hard", "hard")
PEER = "pytorch-metric-learning"
NO_PEER = (
    f"torch or {PEER} is missing, so facelab stands alone here; "
    'to compare, install a CPU build of torch, then `pip install "facelab[bench]"`.'
)


class Run(NamedTuple):
    """What one process measured: its peak memory and what a step added to it, in MiB; seconds of each timed step."""

    memory: np.ndarray
    seconds: np.ndarray
    loss: np.ndarray
    gradient: np.ndarray


def draw_batch(n_images: int) -> tuple[np.ndarray, np.ndarray]:
    """Draw unit-length embeddings and labels, spread so widely that easy, semi-hard and hard triplets occur."""
    rng = np.random.default_rng(0)
    labels = np.repeat(np.arange(N_PEOPLE), n_images // N_PEOPLE)
    embeddings = rng.standard_normal((N_PEOPLE, 128))[labels] + 2.5 * rng.standard_normal((n_images, 128))
    return (embeddings / np.linalg.norm(embeddings, axis=1, keepdims=True)).astype("float32"), labels


def our_step(mining: str) -> Callable:
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(THREADS)  # before anything makes a tensor
    tf.config.threading.set_inter_op_parallelism_threads(THREADS)
    from facelab.losses import TripletLoss

    loss_of = TripletLoss(MARGIN, mining, "squared_euclidean")

    @tf.function  # as model.fit does: one graph for each shape of batch
    def compiled(embeddings, labels):
        with tf.GradientTape() as tape:
            tape.watch(embeddings)
            loss = loss_of(labels, embeddings)
        return loss, tape.gradient(loss, embeddings)

    def step(embeddings, labels):
        loss, gradient = compiled(tf.constant(embeddings), tf.constant(labels))
        return float(loss), gradient.numpy()

    return step


def peer_step(mining: str) -> Callable:
    # Its threads would spin while they wait for each other: on a busy machine that costs it several times the time.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    import torch
    from pytorch_metric_learning import distances, losses, miners, reducers

    torch.set_num_threads(THREADS)
    squared = distances.LpDistance(p=2, power=2, normalize_embeddings=False)
    # Its default leaves losses of 0 out of the mean. Ours does too, except over the hardest triplets.
    reducer = reducers.MeanReducer() if mining == "hard" else reducers.AvgNonZeroReducer()
    loss_of = losses.TripletMarginLoss(MARGIN, distance=squared, reducer=reducer)
    miner = {
        "all": lambda embeddings, labels: None,
        "semi-hard": miners.TripletMarginMiner(MARGIN, type_of_triplets="semihard", distance=squared),
        "hard": miners.BatchHardMiner(distance=squared),
    }[mining]

    def step(embeddings, labels):
        embeddings, labels = torch.from_numpy(embeddings).requires_grad_(), torch.from_numpy(labels)
        loss = loss_of(embeddings, labels, miner(embeddings, labels))
        loss.backward()
        return loss.item(), embeddings.grad.numpy()

    return step


def run_once(library: str, mining: str, n_images: str, repeats: str) -> None:
    """Print the numbers of a Run, in its order."""
    step = (our_step if library == "facelab" else peer_step)(mining)
    step(*draw_batch(2 * N_PEOPLE))  # starts the threads, loads what is loaded on first use
    batch, seconds, before = draw_batch(int(n_images)), [], peak_memory()
    loss, gradient = step(*batch)  # not timed: TensorFlow makes the graph for this shape
    for _ in range(int(repeats)):
        start = time.perf_counter()
        step(*batch)
        seconds.append(time.perf_counter() - start)
    print(peak_memory(), peak_memory() - before, *seconds, loss, *gradient.ravel())


def _measure(library: str, mining: str, n_images: int, repeats: int) -> Run:
    numbers = in_own_process("benchmarks.mining", library, mining, str(n_images), str(repeats))
    return Run(*np.split(np.array(numbers), [2, 2 + repeats, 3 + repeats]))


def _median_and_spread(seconds: np.ndarray) -> tuple[str, str]:
    return f"{np.median(seconds):.3f}", f"{seconds.min():.3f} – {seconds.max():.3f}"


def _difference(ours: np.ndarray, theirs: np.ndarray) -> float:
    return np.abs(ours - theirs).max() / np.abs(theirs).max()


def compare(libraries: list[str]) -> None:
    """Run the libraries in turn, each time in a new process; check that loss and gradient agree."""
    kinds = np.array(count_triplets(*draw_batch(N_IMAGES), MARGIN))
    shares = "{:.0%} easy, {:.0%} semi-hard, {:.0%} hard".format(*kinds / kinds.sum())
    title = f"one step on {N_IMAGES} embeddings of {N_PEOPLE} people, {THREADS} threads; triplets: {shares}"
    table = Table("", "median s", "min – max s", "peak MiB", "added MiB", "slower than ours", title=title)
    differences = []
    for mining in MINING:
        runs: dict[str, list[Run]] = {library: [] for library in libraries}
        for _ in range(3):
            for library in libraries:
                runs[library].append(_measure(library, mining, N_IMAGES, repeats=1))
        ours = runs["facelab"]
        for library, theirs in runs.items():
            seconds = np.concatenate([run.seconds for run in theirs])
            ratio = seconds / np.concatenate([run.seconds for run in ours])
            slower = f"{np.median(ratio):.1f} × ({ratio.min():.1f} – {ratio.max():.1f})" if library == PEER else ""
            memory = (f"{mib:,.0f}" for mib in np.median([run.memory for run in theirs], axis=0))
            table.add_row(f"{mining}, {library}", *_median_and_spread(seconds), *memory, slower)
        if PEER in runs:
            differences.append([_difference(*answers) for answers in zip(ours[0][2:], runs[PEER][0][2:], strict=True)])
    console.print(table)
    if differences:
        loss, gradient = np.max(differences, axis=0)
        console.print(f"largest difference: loss {loss:.1e} of its value, gradient {gradient:.1e} of its largest entry")
        # Rounding decides on which side of the margin a few triplets fall.
        assert loss < 1e-5 and gradient < 1e-3, "the libraries disagree"


def show_growth() -> None:
    columns = "median s", "min – max s", "added MiB", "ns / N² log₂ N", "ns / N²"
    title = f"facelab alone: one step on N embeddings of {N_PEOPLE} people, {THREADS} threads"
    table = Table("", "N", *columns, title=title)
    for mining in MINING:
        for n in SIZES:
            run = _measure("facelab", mining, n, repeats=5)
            ns = 1e9 * np.median(run.seconds) / n**2
            row = *_median_and_spread(run.seconds), f"{run.memory[1]:,.0f}", f"{ns / np.log2(n):.1f}", f"{ns:.0f}"
            table.add_row(mining, str(n), *row)
    console.print(table)


def main() -> None:
    console.print(f"load average at the start: {os.getloadavg()[0]:.1f}")
    has_peer = all(importlib.util.find_spec(name) for name in ("torch", "pytorch_metric_learning"))
    if not has_peer:
        console.print(NO_PEER, markup=False)
    compare(["facelab", PEER] if has_peer else ["facelab"])
    show_growth()


if __name__ == "__main__":
    run_once(*sys.argv[1:])
