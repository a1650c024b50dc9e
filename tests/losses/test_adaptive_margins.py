import math

import numpy as np
import pytest
from keras import ops

from facelab.losses import AdaFace, ElasticFace, MagFace, MarginSoftmax
from tests.losses import class_losses
from tests.losses.gradients import N_PEOPLE, assert_equals_reference, sample, set_people


def test_magface_equals_the_papers_formula():
    x, labels, people = sample(lengths=(5.0, 150.0))
    settings = {"lengths": (10.0, 110.0), "limits": (0.3, 0.6), "weight": 2.0, "scale": 8.0}

    def clipped(length):
        return min(max(length, 10.0), 110.0)

    def target(theta, length):
        return math.cos(theta + 0.3 + 0.3 * (clipped(length) - 10) / 100)

    def reference(x, people):
        reward = np.mean([1 / clipped(a) + clipped(a) / 110**2 for a in np.linalg.norm(x, axis=1)])
        return class_losses.margin_softmax(x, labels, people, target, 8.0) + 2.0 * reward

    assert_equals_reference(MagFace(N_PEOPLE, **settings, dtype="float64"), reference, x, labels, people)


def test_adaface_equals_the_papers_formula():
    """The quality is taken as a number: no gradient flows through it."""
    x, labels, people = sample(lengths=(5.0, 40.0))
    head = set_people(AdaFace(N_PEOPLE, margin=0.4, h=0.333, scale=8.0, dtype="float64"), people)
    head.mean.assign(22.0)
    head.std.assign(5.0)
    qualities = np.clip(0.333 * (np.linalg.norm(x, axis=1) - 22) / (5 + 1e-3), -1, 1)
    assert qualities.min() < 0 < qualities.max()

    def reference(x, people):
        losses = []
        for row, label, quality in zip(x, labels, qualities, strict=True):
            cosines = np.array([math.cos(class_losses.angle(row, w)) for w in people])
            angle = max(class_losses.angle(row, people[label]) - 0.4 * quality, 0)
            cosines[label] = math.cos(angle) - (0.4 + 0.4 * quality)
            losses.append(class_losses.cross_entropy(8 * cosines, label))
        return np.mean(losses)

    assert_equals_reference(head, reference, x, labels, people)


def test_adaface_follows_the_lengths_in_training_only():
    x, labels, people = sample(lengths=(5.0, 40.0))
    head = set_people(AdaFace(N_PEOPLE, rate=0.25, dtype="float64"), people)
    lengths = np.linalg.norm(x, axis=1)
    head(x, labels)
    assert (float(head.mean), float(head.std)) == (20, 100)
    head(x, labels, training=True)
    assert float(head.mean) == pytest.approx(15 + lengths.mean() / 4)
    assert float(head.std) == pytest.approx(75 + lengths.std() / 4)


def test_elasticface_without_spread_is_arcface():
    x, labels, people = sample()
    elastic = set_people(ElasticFace(N_PEOPLE, m2=0.4, sigma=0, scale=8.0, dtype="float64"), people)
    arcface = set_people(MarginSoftmax(N_PEOPLE, m2=0.4, scale=8.0, dtype="float64"), people)
    assert float(elastic(x, labels, training=True)) == pytest.approx(float(arcface(x, labels)), rel=1e-12)


def test_elasticface_draws_its_margins_around_m2():
    head = ElasticFace(N_PEOPLE, m2=0.5, sigma=0.05)
    margins = ops.convert_to_numpy(head.margins(ops.ones(20_000), training=True)[0])
    assert margins.mean() == pytest.approx(0.5, abs=0.002) and margins.std() == pytest.approx(0.05, abs=0.002)
    assert not np.array_equal(margins, ops.convert_to_numpy(head.margins(ops.ones(20_000), training=True)[0]))


@pytest.mark.parametrize(
    ("head", "settings", "sentence"),
    [
        (ElasticFace, {"sigma": -1}, "sigma=-1: expected a number from 0 to 1"),
        (MagFace, {"limits": (0.4, 4)}, "expected two margins from 0 to 3, the smaller one first"),
        (MagFace, {"limits": (0.8, 0.1)}, "expected two margins from 0 to 3, the smaller one first"),
        (MagFace, {"weight": -1}, "weight=-1: expected"),
        (MagFace, {"m2": 0.5}, "m2=0.5: MagFace sets it for each image; give limits"),
        (AdaFace, {"m3": 0.3}, "m3=0.3: AdaFace sets it for each image; give margin"),
        (AdaFace, {"h": np.nan}, "h=nan: expected"),
        (MagFace, {"lengths": (110, 10)}, "expected two lengths above 0, the smaller one first"),
        (MagFace, {"lengths": (1, 2, 3)}, "expected two lengths above 0, the smaller one first"),
        (MagFace, {"limits": 0.4}, "expected two margins from 0 to 3, the smaller one first"),
        (AdaFace, {"margin": 2}, "margin=2: expected"),
        (AdaFace, {"rate": 2}, "rate=2: expected"),
    ],
)
def test_settings_outside_their_range(head, settings, sentence):
    with pytest.raises(ValueError, match=sentence):
        head(4, **settings)
