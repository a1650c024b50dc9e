"""For every test, doctests included: one thread a test process, figures never shown and never left open."""

import os

# Two test processes share the cores: more threads would wait for one another.
for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")
for kind in ("INTRAOP", "INTEROP"):
    os.environ.setdefault(f"TF_NUM_{kind}_THREADS", "1")

import matplotlib.pyplot as plt  # noqa: E402
import pytest  # noqa: E402
from hypothesis import settings  # noqa: E402

plt.switch_backend("agg")
settings.register_profile("course", deadline=None)  # a busy machine is not a fault of the code
settings.load_profile("course")


@pytest.fixture(autouse=True)
def close_figures():
    """Close every figure, or the next test, a doctest perhaps, draws on it."""
    yield
    plt.close("all")
