"""Whether two embedders are the same: their settings, weights and what they have learned, in sixteen digits."""

import hashlib
import re
from collections.abc import Iterator
from typing import Any

import numpy as np

RUN_SPECIFIC = re.compile(r" at 0x[0-9a-f]+|name=\w+")  # in a repr: addresses, Keras's numbers of unnamed networks


def fingerprint(embedder: Any) -> str:
    """Compute a digest of an embedder's parameters, weights and learned arrays; its code is not seen."""
    sha = hashlib.sha256(RUN_SPECIFIC.sub("", repr(embedder)).encode())
    for part in (embedder, *getattr(embedder, "get_params", dict)().values()):
        for array in _learned(part):
            sha.update(np.ascontiguousarray(array).tobytes())
    return sha.hexdigest()[:16]


def _learned(part: Any) -> Iterator[np.ndarray]:
    """Yield the weights of a network, or the arrays that a transformer has learned: scikit-learn ends them with _."""
    if hasattr(part, "get_weights"):
        yield from part.get_weights()
    for name, value in sorted(getattr(part, "__dict__", {}).items()):
        if name.endswith("_") and isinstance(value, np.ndarray) and value.dtype != object:
            yield value
