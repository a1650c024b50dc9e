import keras
import numpy as np
import pytest
from keras import ops

from facelab.losses import BatchPairs, ContrastiveLoss, EuclideanHead, LogisticHead
from tests.losses import class_losses


@pytest.mark.parametrize("labels", [[0, 0, 1, 1, 2, 0], [0] * 6, [0, 1, 2, 3, 4, 5]])
def test_it_is_the_loss_of_every_pair(labels):
    x = np.random.default_rng(0).normal(size=(6, 3))
    pairs = BatchPairs(
        EuclideanHead(dtype="float64"), ContrastiveLoss(2.0, reduction="none", dtype="float64"), dtype="float64"
    )
    expected = sum(class_losses.deepid2_verification(x, labels, 2.0)) / 2
    assert float(pairs(x, np.array(labels))) == pytest.approx(expected)


def test_a_logistic_head():
    x = np.random.default_rng(0).normal(0, 0.1, size=(6, 3))  # so near each other that no probability is clipped
    labels = np.array([0, 0, 1, 1, 2, 0])
    head = LogisticHead(dtype="float64")
    loss = keras.losses.BinaryCrossentropy(reduction="none", dtype="float64")
    found = float(BatchPairs(head, loss, dtype="float64")(x, labels))
    kinds = {True: [], False: []}
    for i in range(6):
        for j in range(i):
            probability = float(head((ops.convert_to_tensor(x[[i]]), ops.convert_to_tensor(x[[j]])))[0, 0])
            same = labels[i] == labels[j]
            kinds[bool(same)].append(-np.log(probability if same else 1 - probability))
    assert found == pytest.approx((np.mean(kinds[True]) + np.mean(kinds[False])) / 2, rel=1e-5)


def test_it_is_saved_with_its_head_and_loss():
    config = BatchPairs(LogisticHead("chi2"), ContrastiveLoss(2.0, reduction="none")).get_config()
    again = BatchPairs.from_config(config)
    assert again.head.features == "chi2" and again.loss.margin == 2.0 and again.get_config() == config


def test_a_loss_with_a_reduction_is_refused():
    with pytest.raises(ValueError, match="expected 'none', a loss for each pair"):
        BatchPairs(EuclideanHead(), ContrastiveLoss())


@pytest.mark.parametrize("labels", [np.zeros(6), np.eye(6, dtype=int), np.zeros(8, int)])
def test_labels_that_are_no_numbers_of_people_are_refused(labels):
    pairs = BatchPairs(EuclideanHead(), ContrastiveLoss(reduction="none"))
    with pytest.raises(ValueError, match=r"expected integers|take the argmax|8 labels and 6 embeddings"):
        pairs(np.zeros((6, 3), np.float32), labels)
