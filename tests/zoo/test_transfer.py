import numpy as np
import pytest

from facelab.zoo import load_trained, transfer
from facelab.zoo.recipes import FINE_TUNING_RATE
from facelab.zoo.transfer import NAMING, WAYS, orl_chips, split, transfer_accuracy


def test_nobody_is_tested_on_what_was_learned_from():
    _, labels = orl_chips()
    learn, test = split(n_people=6, n_images=3, seed=1)
    assert len(learn) == 18 and len(test) == 42 and not set(learn) & set(test)
    assert set(labels[learn]) == set(labels[test]) and len(set(labels[learn])) == 6
    assert not np.array_equal(learn, split(6, 3, seed=2)[0])


@pytest.mark.parametrize("way", WAYS)
def test_every_way_names_people_better_than_chance(way):
    assert transfer_accuracy(way, n_people=4, n_images=2, seed=0, steps=10)["accuracy"] > 0.4


def test_strangers_are_judged_on_pairs_of_nobody_learned_from():
    _, labels = orl_chips()
    vectors = np.eye(40)[labels]  # everybody apart
    assert transfer.auc_of_pairs(vectors, np.arange(5)) == 1
    vectors[labels == 7] = np.eye(40)[3]  # 3 and 7 are one
    assert transfer.auc_of_pairs(vectors, np.array([2, 7])) == 1
    assert transfer.auc_of_pairs(vectors, np.array([3, 7])) == pytest.approx(0.5)


def test_only_what_is_trained_gets_steps(monkeypatch):
    trained = []
    monkeypatch.setattr(transfer, "train", lambda *given, **_: trained.append(given) or load_trained("lfw-distilled-0"))
    for way in WAYS:
        transfer_accuracy(way, 3, 2, seed=0, steps=10)
    fine_tuned, from_scratch = trained
    assert fine_tuned[-1] == FINE_TUNING_RATE < NAMING.learning_rate and len(from_scratch) == len(fine_tuned) - 3


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("thawed", 5, 2), "there is no way 'thawed'; expected one of frozen, "),
        (("frozen", 39, 2), "got 39 people with 2 images each to learn from; expected 1 to 38"),
        (("frozen", 5, 10), "got 5 people with 10 images each"),
        (("frozen", 5, 0), "got 5 people with 0 images each"),
    ],
)
def test_bad_input(arguments, sentence):
    with pytest.raises(ValueError, match=sentence):
        transfer_accuracy(*arguments, seed=0, steps=0)
