import numpy as np
import pytest
from keras import ops

from facelab.losses import SoftmaxHead
from facelab.losses.softmax_head import angles
from tests.losses import class_losses
from tests.losses.gradients import N_PEOPLE, assert_equals_reference, sample, set_people


def test_it_equals_the_formula():
    x, labels, people = sample()
    bias = np.random.default_rng(1).normal(size=N_PEOPLE)
    head = set_people(SoftmaxHead(N_PEOPLE, dtype="float64"), people)
    head.bias.assign(bias)
    assert_equals_reference(head, lambda x, w: class_losses.softmax(x, labels, w, bias), x, labels, people)


@pytest.mark.parametrize(
    ("labels", "sentence"),
    [
        ([0.0, 1.0], "labels are float32, expected integers: the number of each"),
        ([[1, 0, 0, 0], [0, 1, 0, 0]], "of one-hot rows, take the argmax"),
        ([[0], [1]], r"the shape \(2, 1\), expected \(images,\): one number for each image; take labels\[:, 0\]"),
        ([0, 4], "label 4: a head for 4 people takes the labels 0 to 3; number the people"),
        ([0, -1], "label -1: a head for 4 people"),
        ([0, 1, 2], "there are 3 labels and 2 embeddings"),
    ],
)
def test_labels_that_are_no_numbers_of_people(labels, sentence):
    with pytest.raises(ValueError, match=sentence):
        SoftmaxHead(4)(np.zeros((2, 3), np.float32), ops.convert_to_tensor(labels))


def test_angles_are_precise_where_arccos_is_not():
    for exact in (1e-9, 1e-3, 1.0, np.pi - 1e-9):
        a, b = np.array([[1.0, 0.0]]), np.array([[np.cos(exact), np.sin(exact)]])
        assert float(angles(ops.convert_to_tensor(a), ops.convert_to_tensor(b))[0]) == pytest.approx(exact, rel=1e-12)
    assert np.arccos(np.cos(1e-9)) == 0


def test_an_embedding_that_is_not_finite_is_warned_of():
    head = SoftmaxHead(2)
    with pytest.warns(RuntimeWarning, match="an embedding is NaN or infinite"):
        head(np.full((2, 3), np.nan, np.float32), np.array([0, 1]))
