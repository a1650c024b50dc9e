import numpy as np
import pytest

from facelab.losses import DeepID2Loss
from tests.losses import class_losses
from tests.losses.gradients import N_PEOPLE, assert_equals_reference, assert_is_softmax, sample


@pytest.mark.parametrize("margin", [0.5, 3.0])
@pytest.mark.parametrize("people_in_batch", [[0, 1, 2, 3], [0], [0, 0, 0, 1]])
def test_it_equals_the_papers_formula(margin, people_in_batch):
    x, _, people = sample()
    labels = np.resize(people_in_batch, len(x))

    def reference(x, people):
        verification = sum(class_losses.deepid2_verification(x, labels, margin)) / 2  # an image has half of a pair
        return class_losses.softmax(x, labels, people, np.zeros(N_PEOPLE)) + 0.7 / 2 * verification

    assert_equals_reference(DeepID2Loss(N_PEOPLE, 0.7, margin, dtype="float64"), reference, x, labels, people)


def test_without_weight_it_is_softmax():
    assert_is_softmax(DeepID2Loss(N_PEOPLE, weight=0, dtype="float64"))


@pytest.mark.parametrize("settings", [{"weight": -1}, {"margin": -1}, {"margin": np.nan}])
def test_settings_outside_their_range(settings):
    with pytest.raises(ValueError, match="expected a number from 0 to"):
        DeepID2Loss(4, **settings)
