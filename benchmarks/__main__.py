"""`python -m benchmarks [NAME …]`: all of them by default."""

import importlib
import sys

NAMES = (
    "import_time",
    "lbp",
    "eigenfaces",
    "boxes",
    "verification",
    "mining",
    "pretrained",
    "sface",
    "lfw",
    "fusion",
    "thresholds",
    "gallery",
    "recognition",
    "exercises",
    "grading",
    "hostile",
)

if __name__ == "__main__":
    wanted = sys.argv[1:] or list(NAMES)
    if unknown := set(wanted) - set(NAMES):
        sys.exit(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}.")
    for name in wanted:
        importlib.import_module(f"benchmarks.{name}").main()
