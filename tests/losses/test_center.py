import numpy as np
import pytest

from facelab.losses import CenterLoss
from tests.losses import class_losses
from tests.losses.gradients import N_PEOPLE, assert_equals_reference, assert_is_softmax, sample, set_people


def test_it_equals_the_papers_formula():
    x, labels, people = sample()
    head = set_people(CenterLoss(N_PEOPLE, weight=0.5, dtype="float64"), people)
    centers = np.random.default_rng(1).normal(size=people.shape)
    head.centers.assign(centers)

    def reference(x, people):
        return class_losses.softmax(x, labels, people, np.zeros(N_PEOPLE)) + 0.5 * class_losses.center(
            x, labels, centers
        )

    assert_equals_reference(head, reference, x, labels, people)


def test_centers_follow_the_papers_rule_and_one_without_images_stays():
    x, labels, people = sample()
    labels[labels == 2] = 1
    head = set_people(CenterLoss(N_PEOPLE, rate=0.3, dtype="float64"), people)
    centers = np.random.default_rng(1).normal(size=people.shape)
    head.centers.assign(centers)
    head(x, labels, training=False)
    np.testing.assert_array_equal(head.centers.numpy(), centers)
    for _ in range(3):
        head(x, labels, training=True)
        centers = class_losses.moved_centers(x, labels, centers, 0.3)
        np.testing.assert_allclose(head.centers.numpy(), centers, atol=1e-12)
    np.testing.assert_array_equal(head.centers[2].numpy(), np.random.default_rng(1).normal(size=people.shape)[2])


def test_without_weight_it_is_softmax():
    assert_is_softmax(CenterLoss(N_PEOPLE, weight=0, dtype="float64"))


@pytest.mark.parametrize("settings", [{"weight": -1}, {"rate": 1.5}])
def test_settings_outside_their_range(settings):
    with pytest.raises(ValueError, match="expected a number from 0 to"):
        CenterLoss(4, **settings)
