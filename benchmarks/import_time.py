"""How long `import facelab` takes, in a fresh process each time."""

import time

import numpy as np

from benchmarks.measure import console, in_own_process


def main() -> None:
    seconds = np.array([in_own_process("benchmarks.import_time", "once") for _ in range(10)])
    spread = f"{seconds.min():.4f} – {seconds.max():.4f}"
    console.print(f"import facelab, 10 fresh processes: median {np.median(seconds):.4f} s ({spread})")


if __name__ == "__main__":
    start = time.perf_counter()
    import facelab  # noqa: F401

    print(time.perf_counter() - start)
