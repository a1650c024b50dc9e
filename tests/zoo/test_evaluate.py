import numpy as np
import pytest

from facelab.zoo import load_trained, registry
from facelab.zoo.evaluate import evaluate_folds, evaluate_network, held_out_faces

SHIPPED = registry()


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_weights_are_unchanged_and_as_good_as_recorded(name):
    entry = SHIPPED[name]
    assert entry.state() == "ok"
    curve = evaluate_network(load_trained(name), held_out_faces(entry))
    assert curve.auc == pytest.approx(entry.auc, abs=2e-3) and curve.eer == pytest.approx(entry.eer, abs=1e-2)


def test_four_folds_hold_out_every_person_once():
    people = [np.unique(held_out_faces(SHIPPED[f"orl-triplet-{fold}"]).labels) for fold in range(4)]
    assert sorted(np.concatenate(people)) == list(range(40))


def test_the_four_folds_are_evaluated_in_order():
    areas = [curve.auc for curve in evaluate_folds("orl-triplet")]
    assert areas == pytest.approx([SHIPPED[f"orl-triplet-{fold}"].auc for fold in range(4)], abs=2e-3)
