import numpy as np
import pytest

from tests.evaluation.counting import Counting


@pytest.fixture
def images(monkeypatch):
    """Ten images, embedded in batches of 4, 4 and 2."""
    monkeypatch.setattr(Counting, "seen", 0)
    monkeypatch.setattr("facelab.evaluation.embedded.BATCH_SIZE", 4)
    return np.random.default_rng(0).integers(0, 256, (10, 20, 16), dtype=np.uint8)
