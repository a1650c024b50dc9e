"""Check an untrusted weights file, and detect whether it copies a network that was trained on the held-out people.

HDF5 itself parses hostile bytes, so this runs as a script in a sandbox of its own: FILE, and NETWORKS to compare with.
"""

import math
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from facelab.submission.contract import HELD_OUT_FOLD
from facelab.submission.weights_file import describe_weights
from facelab.weights.hdf5 import open_checked

ACCEPTED, REFUSED = 42, 43  # exit codes; after any other one, the file has broken the check
MIN_SHARE = 0.5  # of a network's numbers that are found anywhere in a file: it is a copy
MIN_COSINE = 0.97  # of two arrays: one is a copy. The course's own networks of different people stay below 0.96
MIN_SIZE = 5_000  # of an array: fewer numbers are alike by chance, or because training hardly moves them
BLOCK = 2**20  # numbers that are read at once


def copied_network(path: Path, networks: Path) -> str:
    """Name the network, among those trained on the held-out people, that a file copies; "" if there is none.

    Arrays of the same shape are compared by the cosine of their numbers, whatever their names: this detects copied
    layers, and those that were trained a little further. A copy in another order or shape is detected by its numbers.
    A file made to hide where it comes from is not.
    """
    known = [network for network in sorted(networks.glob("*.hdf5")) if not network.stem.endswith(f"-{HELD_OUT_FOLD}")]
    if not known:
        return ""
    arrays = {network.stem: _large_arrays(network) for network in known}
    shapes = {array.shape for of_network in arrays.values() for array in of_network}
    flat = [np.concatenate([array.ravel() for array in of_network]) for of_network in arrays.values()]
    numbers, positions = np.unique(np.concatenate(flat), return_inverse=True)
    is_found, likeness = np.zeros(len(numbers), bool), dict.fromkeys(arrays, 0.0)
    with open_checked(path) as (file, stored):
        for submitted in (file[name] for name in stored):
            if submitted.shape in shapes:
                values = submitted[...].astype(np.float64)
                for network, of_network in arrays.items():
                    cosines = [_cosine(array, values) for array in of_network if array.shape == values.shape]
                    likeness[network] = max([likeness[network], *cosines])
            for block in _blocks(submitted):
                nearest = np.searchsorted(numbers, block).clip(max=len(numbers) - 1)
                is_found[nearest[numbers[nearest] == block]] = True
    nearest_network = max(likeness, key=lambda network: likeness[network])
    if likeness[nearest_network] >= MIN_COSINE:
        return nearest_network
    shares = [part.mean() for part in np.split(is_found[positions], np.cumsum([len(each) for each in flat])[:-1])]
    return next((network for network, share in zip(arrays, shares, strict=True) if share >= MIN_SHARE), "")


def _blocks(dataset) -> Iterator[np.ndarray]:
    """Read an array of 32-bit numbers block by block; the networks hold no others."""
    if dataset.dtype == np.float32 and dataset.ndim:
        rows = max(1, BLOCK // max(1, dataset.size // max(1, len(dataset))))
        for start in range(0, len(dataset), rows):
            yield dataset[start : start + rows].ravel()


def _large_arrays(path: Path) -> list[np.ndarray]:
    with open_checked(path) as (file, stored):
        return [file[name][...] for name, array in stored.items() if math.prod(array.shape) >= MIN_SIZE]


def _cosine(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.vdot(a, b) / max(np.linalg.norm(a) * np.linalg.norm(b), 1e-300))


def main(path: Path, networks: Path | None = None) -> int:
    """Print which network a file copies, or why the file is refused; return the exit code."""
    try:
        describe_weights(path)
        print(copied_network(path, networks) if networks else "")
        return ACCEPTED
    except ValueError as error:
        print(str(error).replace(f"{path.parent}/", ""))
        return REFUSED


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
