import numpy as np
import pytest

from facelab.zoo import load_trained, transfer
from facelab.zoo.recipes import FINE_TUNING_RATE
from facelab.zoo.transfer import NAMING, PRETRAINED, TAUGHT, orl_chips, split, transfer_accuracy


def test_nobody_is_tested_on_what_was_learned_from():
    _, labels = orl_chips()
    learn, test = split(n_people=6, n_images=3, seed=1)
    assert len(learn) == 18 and len(test) == 42 and not set(learn) & set(test)
    assert set(labels[learn]) == set(labels[test]) and len(set(labels[learn])) == 6
    assert not np.array_equal(learn, split(6, 3, seed=2)[0])


def test_strangers_are_judged_on_pairs_of_nobody_learned_from():
    _, labels = orl_chips()
    vectors = np.eye(40)[labels]  # everybody apart
    assert transfer.auc_of_pairs(vectors, np.arange(5)) == 1
    vectors[labels == 7] = np.eye(40)[3]  # 3 and 7 are one
    assert transfer.auc_of_pairs(vectors, np.array([2, 7])) == 1
    assert transfer.auc_of_pairs(vectors, np.array([3, 7])) == pytest.approx(0.5)


@pytest.fixture
def trainings(monkeypatch):
    """What was trained, instead of a training."""
    calls = []

    def pretend(recipe, images, targets, steps, seed=0, verbose=0, network=None, learning_rate=None):
        calls.append(
            {"recipe": recipe, "images": images, "targets": targets, "network": network, "rate": learning_rate}
        )
        return recipe.build() if network is None else network

    monkeypatch.setattr(transfer, "train", pretend)
    return calls


@pytest.mark.parametrize("way", ["frozen", "head alone", "frozen SFace", "random weights"])
def test_nothing_of_the_network_is_trained(trainings, way):
    transfer_accuracy(way, 3, 2, seed=0, steps=10)
    assert not trainings


@pytest.mark.parametrize("way", ["fine-tuned", "from scratch", "taught by SFace"])
def test_training_sees_the_images_to_learn_from_alone(trainings, way):
    transfer_accuracy(way, 3, 2, seed=0, steps=10)
    chips, labels = orl_chips()
    learn, _ = split(3, 2, seed=0)
    (call,) = trainings
    assert np.array_equal(call["images"], chips[learn])
    if way == "taught by SFace":  # by vectors, not by names
        assert call["targets"].shape == (6, 128) and call["recipe"] is TAUGHT
        assert np.linalg.norm(call["targets"].mean(axis=0)) < 0.2
    else:
        assert np.array_equal(call["targets"], labels[learn]) and call["recipe"] is NAMING


def test_only_fine_tuning_starts_from_the_trained_network(trainings):
    for way in ("fine-tuned", "from scratch", "taught by SFace"):
        transfer_accuracy(way, 3, 2, seed=0, steps=10)
    fine_tuned, *others = trainings
    expected = load_trained(PRETRAINED).get_weights()
    assert all(map(np.array_equal, fine_tuned["network"].get_weights(), expected))
    assert fine_tuned["rate"] == FINE_TUNING_RATE < NAMING.learning_rate == TAUGHT.learning_rate
    assert [call["network"] for call in others] == [None, None]


def test_training_changes_the_network():
    ways = "random weights", "from scratch", "taught by SFace", "frozen", "fine-tuned"
    auc = {way: transfer_accuracy(way, 6, 3, seed=0, steps=10)["auc"] for way in ways}
    assert len(set(auc.values())) == 5 and min(auc["frozen"], auc["fine-tuned"]) > auc["random weights"]


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
