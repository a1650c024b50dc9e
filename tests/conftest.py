import numpy as np
import pytest
from PIL import Image

from facelab.datasets import load_orl


@pytest.fixture(scope="session")
def orl():
    return load_orl()


@pytest.fixture(scope="session")
def easy_people():
    """Images (100, 56, 46) and labels of twenty people, each a pattern with noise that a few steps can learn."""
    rng = np.random.default_rng(0)
    patterns, labels = rng.integers(0, 200, (20, 7, 23)), np.repeat(np.arange(20), 5)
    images = patterns.repeat(8, axis=1).repeat(2, axis=2)[labels] + rng.integers(0, 56, (100, 56, 46))
    return images.astype(np.uint8), labels


@pytest.fixture
def lfw_home(tmp_path, monkeypatch):
    """A tiny LFW of three people, found through FACELAB_DATA."""
    home = tmp_path / "lfw_home"
    rng = np.random.default_rng(0)
    for person, n in {"Ada_Lovelace": 3, "Bo_Ek": 2, "Cy_Young": 1}.items():
        folder = home / "lfw_funneled" / person
        folder.mkdir(parents=True)
        for number in range(1, n + 1):
            pixels = rng.integers(0, 256, (250, 250, 3), dtype=np.uint8)
            Image.fromarray(pixels).save(folder / f"{person}_{number:04d}.jpg")
    (home / "pairs.txt").write_text(
        "2\t1\nAda_Lovelace\t1\t2\nAda_Lovelace\t1\tBo_Ek\t1\nBo_Ek\t1\t2\nBo_Ek\t2\tCy_Young\t1\n"
    )
    (home / "pairsDevTrain.txt").write_text("1\nAda_Lovelace\t2\t3\nAda_Lovelace\t3\tCy_Young\t1\n")
    (home / "pairsDevTest.txt").write_text("1\nBo_Ek\t1\t2\nBo_Ek\t2\tCy_Young\t1\n")
    monkeypatch.setenv("FACELAB_DATA", str(tmp_path))
    return home
