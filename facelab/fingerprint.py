"""Whether two embedders are the same: their settings and weights in sixteen digits."""

import hashlib
import re
from typing import Any

RUN_SPECIFIC = re.compile(r" at 0x[0-9a-f]+|name=\w+")  # in a repr: addresses, Keras's numbers of unnamed networks


def fingerprint(embedder: Any) -> str:
    """Compute a digest of an embedder's parameters and weights; its code and what it was fitted on are not seen."""
    sha = hashlib.sha256(RUN_SPECIFIC.sub("", repr(embedder)).encode())
    for parameter in getattr(embedder, "get_params", dict)().values():
        if hasattr(parameter, "get_weights"):
            for array in parameter.get_weights():
                sha.update(array.tobytes())
    return sha.hexdigest()[:16]
