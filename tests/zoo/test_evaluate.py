import numpy as np
import pytest

from facelab.datasets import find_lfw, load_orl
from facelab.distances import pair_distances
from facelab.verification import verification_curve
from facelab.zoo import load_trained, pretrained, registry
from facelab.zoo.evaluate import evaluate_folds, figures_of, held_out_faces

SHIPPED = registry()
ADA, BO = "Ada_Lovelace\t1\t2\nAda_Lovelace\t1\tBo_Ek\t1\n", "Bo_Ek\t1\t2\nBo_Ek\t2\tCy_Young\t1\n"
PAIRS = f"4\t1\n{ADA}{BO}{ADA}{BO}"


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_weights_are_unchanged_and_as_good_as_recorded(name):
    entry = SHIPPED[name]
    assert entry.state() == "ok"
    if entry.data == "LFW" and not find_lfw():
        pytest.skip("LFW is not on this machine; `facelab doctor` says how to get it.")
    figures = figures_of(load_trained(name), entry)
    assert figures["auc"] == pytest.approx(entry.auc, abs=2e-3) and figures["eer"] == pytest.approx(entry.eer, abs=1e-2)
    if entry.accuracy:
        assert figures["accuracy"] == pytest.approx(entry.accuracy, abs=5e-3)


def test_the_distilled_network_knows_people_of_another_data_set():
    faces = load_orl()[:200]
    vectors, pairs = pretrained("lfw-distilled-0").transform(faces.images), faces.pairs()
    curve = verification_curve(pair_distances(vectors[pairs.left], vectors[pairs.right]), pairs.same)
    assert curve.auc > 0.97 and np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_a_network_of_lfw_is_judged_on_the_pairs_that_were_held_out(lfw_home):
    (lfw_home / "pairs.txt").write_text(PAIRS)
    figures = figures_of(load_trained("lfw-distilled-0"), SHIPPED["lfw-distilled-0"].model_copy(update={"fold": 1}))
    assert set(figures) == {"auc", "eer", "accuracy"} and all(0 <= value <= 1 for value in figures.values())


def test_four_folds_hold_out_every_person_once():
    people = [np.unique(held_out_faces(SHIPPED[f"orl-triplet-{fold}"]).labels) for fold in range(4)]
    assert sorted(np.concatenate(people)) == list(range(40))


def test_the_four_folds_are_evaluated_in_order():
    areas = [curve.auc for curve in evaluate_folds("orl-triplet")]
    assert areas == pytest.approx([SHIPPED[f"orl-triplet-{fold}"].auc for fold in range(4)], abs=2e-3)
