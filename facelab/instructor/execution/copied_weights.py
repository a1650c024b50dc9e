"""Check an untrusted file of weights, and tell whether it copies a network of the course.

HDF5 itself parses hostile bytes, so this runs as a script in a sandbox of its own: FILE, then folders of networks.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from facelab.submission.contract import HELD_OUT_FOLD
from facelab.submission.weights_file import describe_weights
from facelab.weights.arrays import count, unpacks_whole
from facelab.weights.hdf5 import open_checked

ACCEPTED, REFUSED = 42, 43  # what the check ends with; whatever else it ends with, the file has broken it
COPIED = 0.5  # share of a network's numbers that are found in a file, anywhere
PIECE = 2**20  # numbers that are read at once
MIN_NUMBERS = 5_000  # in an array: few numbers are alike by chance, or because training hardly moves them
ALIKE = 0.97  # cosine of two arrays; trained apart from the same start, the course's own networks stay below 0.96


def copied_network(path: Path, weights: Path) -> str:
    """Name the network that a file shares a large array with, among those that have seen the reserved people.

    Arrays of the same shape are compared by the cosine of their numbers, whatever they are called: copied layers are
    told, and those that were trained on for a little. A copy in another order or shape is told by its numbers.
    A file made to hide where it comes from is not.

    Parameters
    ----------
    path : Path
        From a stranger.
    weights : Path
        The course's folder of weights.

    Returns
    -------
    str
        Empty if there is none.

    Examples
    --------
    >>> from facelab.zoo import registry
    >>> fair, unfair = (registry()[f"orl-triplet-{fold}"].path for fold in (0, 1))
    >>> copied_network(unfair, unfair.parent), copied_network(fair, unfair.parent)
    ('orl-triplet-1', '')
    """
    known = [network for network in sorted(weights.glob("*.hdf5")) if not network.stem.endswith(f"-{HELD_OUT_FOLD}")]
    arrays = {network.stem: _large_arrays(network) for network in known}
    shapes = {array.shape for each in arrays.values() for array in each}
    numbers = {name: np.concatenate([array.ravel() for array in each]) for name, each in arrays.items()}
    found = {name: np.zeros(len(each), bool) for name, each in numbers.items()}
    with open_checked(path) as (file, stored):
        for name in (name for name, array in stored.items() if unpacks_whole(file[name])):
            if stored[name].shape in shapes:
                theirs = file[name][...].astype(np.float64)
                for network, each in arrays.items():
                    if any(array.shape == theirs.shape and _cosine(array, theirs) >= ALIKE for array in each):
                        return network
            for piece in _pieces(file[name]):
                for network, ours in numbers.items():
                    found[network] |= np.isin(ours, piece)
    return next((network for network, seen in found.items() if seen.mean() >= COPIED), "")


def _pieces(dataset) -> Iterator[np.ndarray]:
    """Read an array of 32-bit numbers piece by piece."""
    if dataset.dtype == np.float32 and dataset.ndim:
        rows = max(1, PIECE // max(1, dataset.size // max(1, len(dataset))))
        for start in range(0, len(dataset), rows):
            yield dataset[start : start + rows].ravel()


def _large_arrays(path: Path) -> list[np.ndarray]:
    with open_checked(path) as (file, stored):
        return [file[name][...] for name, array in stored.items() if count(array.shape) >= MIN_NUMBERS]


def _cosine(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.vdot(a, b) / max(np.linalg.norm(a) * np.linalg.norm(b), 1e-300))


def main(path: Path, folders: list[Path]) -> int:
    """Print what the file holds and, for each folder, which network it copies; or why it is refused."""
    try:
        print(describe_weights(path))
        for folder in folders:
            print(copied_network(path, folder))
        return ACCEPTED
    except ValueError as error:
        print(str(error).replace(f"{path.parent}/", ""))
        return REFUSED


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), [Path(folder) for folder in sys.argv[2:]]))
