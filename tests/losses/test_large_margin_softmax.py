import numpy as np
import pytest

from facelab.losses import LargeMarginSoftmax, SoftmaxHead
from tests.losses import class_losses
from tests.losses.gradients import N_PEOPLE, assert_equals_reference, sample, set_people


@pytest.mark.parametrize("margin", [1, 2, 3, 4])
@pytest.mark.parametrize(("annealing", "share"), [(None, 1), ((10, 5, 0.1), 1 / 11)])
def test_it_equals_the_papers_formula(margin, annealing, share):
    x, labels, people = sample()
    head = LargeMarginSoftmax(N_PEOPLE, margin, annealing, dtype="float64")

    def reference(x, people):
        return class_losses.large_margin_softmax(x, labels, people, margin, share)

    assert_equals_reference(head, reference, x, labels, people)


def test_a_margin_of_1_is_softmax():
    x, labels, people = sample()
    heads = LargeMarginSoftmax(N_PEOPLE, 1, dtype="float64"), SoftmaxHead(N_PEOPLE, use_bias=False, dtype="float64")
    first, second = (float(set_people(head, people)(x, labels)) for head in heads)
    np.testing.assert_allclose(first, second, rtol=1e-12)


def test_annealing_raises_the_share_of_the_margin():
    x, labels, people = sample()
    head = set_people(LargeMarginSoftmax(N_PEOPLE, 4, (10, 1, 1), dtype="float64"), people)
    for step in range(20):
        value = float(head(x, labels, training=True))
        share = 1 / (1 + max(1, 10 / (1 + step)))
        assert value == pytest.approx(class_losses.large_margin_softmax(x, labels, people, 4, share))


@pytest.mark.parametrize("margin", [0, 1.5, 9])
def test_a_margin_outside_its_range(margin):
    with pytest.raises(ValueError, match=f"margin={margin}: expected a whole number from 1 to 8"):
        LargeMarginSoftmax(4, margin)
