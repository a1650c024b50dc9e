import numpy as np
import pytest

from facelab.augmentation import DEGRADATIONS
from facelab.datasets import load_orl


@pytest.fixture(scope="module")
def faces():
    return load_orl().images[::40]


@pytest.mark.parametrize("name", DEGRADATIONS)
def test_the_first_amount_changes_nothing_and_each_further_one_more(faces, name):
    change, amounts, _ = DEGRADATIONS[name]
    differences = [
        np.abs(change(faces, amount, np.random.default_rng(0)).astype(float) - faces).mean() for amount in amounts
    ]
    assert differences[0] < 1  # JPEG of quality 100 rounds
    assert differences == sorted(differences) and differences[-1] > 8


@pytest.mark.parametrize("name", DEGRADATIONS)
def test_images_in_color_are_changed_as_gray_ones_are(faces, name):
    change, amounts, _ = DEGRADATIONS[name]
    rgb = np.repeat(faces[..., None], 3, axis=3)
    changed = change(rgb, amounts[3], np.random.default_rng(0))
    assert changed.shape == rgb.shape and changed.dtype == np.uint8
    if name != "noise":  # each channel has its own
        gray = change(faces, amounts[3], np.random.default_rng(0)).astype(float)
        assert np.abs(changed[..., 1] - gray).mean() < 2
