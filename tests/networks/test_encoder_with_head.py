import keras
import numpy as np
import pytest

from facelab.batches import PeopleBatches
from facelab.losses import (
    BatchPairs,
    CenterLoss,
    ContrastiveLoss,
    DeepID2Loss,
    EuclideanHead,
    MarginSoftmax,
    SoftmaxHead,
)
from facelab.networks import EncoderWithHead, compact


@pytest.fixture(scope="module")
def faces(easy_people):
    """Eight of the easy people."""
    images, labels = easy_people
    return images[:40], labels[:40]


@pytest.mark.parametrize(
    "head",
    [
        SoftmaxHead(8),
        MarginSoftmax(8, m1=2, warm_up=5),
        MarginSoftmax(8, m2=0.3, scale=16),
        CenterLoss(8),
        DeepID2Loss(8, margin=10),
        BatchPairs(EuclideanHead(), ContrastiveLoss(reduction="none")),
    ],
    ids=lambda head: head.name,
)
def test_encoder_and_head_learn_together_and_the_encoder_is_what_was_given(faces, head):
    keras.utils.set_random_seed(0)
    encoder = compact(normalize=False)
    model = EncoderWithHead(encoder, head)
    before = [weights.copy() for weights in (*encoder.get_weights(), *head.get_weights())]
    model.compile(keras.optimizers.Adam(1e-3))
    history = model.fit(PeopleBatches(*faces, n_people=8, images_per_person=3, n_batches=10), epochs=3, verbose=0)
    assert history.history["loss"][-1] < 0.8 * history.history["loss"][0]
    after = [*encoder.get_weights(), *head.get_weights()]
    assert all((one != other).any() for one, other in zip(before, after, strict=True) if one.ndim > 1)
    np.testing.assert_array_equal(
        model.predict(faces[0][..., None], verbose=0), encoder.predict(faces[0][..., None], verbose=0)
    )


@pytest.mark.parametrize(
    ("labels", "sentence"),
    [
        (
            np.full(40, 8),
            r"label 8: a head for 8 people takes the labels 0 to 7; number the people of the training without gaps",
        ),
        (np.full(40, -1), "label -1: a head for 8 people"),
        (np.zeros(40), "labels are float.*, expected integers"),
        (np.eye(8)[np.zeros(40, int)], "of one-hot rows, take the argmax"),
    ],
)
def test_labels_that_are_not_the_numbers_of_people(faces, labels, sentence):
    model = EncoderWithHead(compact(normalize=False), SoftmaxHead(8))
    model.compile("adam")
    with pytest.raises(ValueError, match=sentence):
        model.fit(faces[0][..., None], labels, verbose=0)


@pytest.mark.parametrize(
    ("labels", "sentence"),
    [
        (np.full(40, 8), r"\Alabel 8: a head for 8 people takes the labels 0 to 7; .*\Z"),
        (np.full(40, 0.5), r"\Alabels are float64, expected integers: .*\Z"),
        (np.array(["Ada"] * 40), r"\Alabels are names, expected integers: .*\Z"),
        (np.array([None] * 40), r"\Alabels are names, expected integers: .*\Z"),
        (np.zeros((40, 1), int), r"\Alabels have the shape \(40, 1\), .*; take labels\[:, 0\]\.\Z"),
        (np.eye(8, dtype=int)[np.zeros(40, int)], r"\Alabels have the shape \(40, 8\), .* take the argmax\.\Z"),
    ],
)
@pytest.mark.parametrize("way", ["fit", "validation", "evaluate", "train_on_batch"])
def test_it_is_one_sentence_wherever_labels_are_given(faces, labels, sentence, way):
    model = EncoderWithHead(compact(normalize=False), SoftmaxHead(8))
    model.compile("adam")
    images = faces[0][..., None]
    ways = {
        "fit": lambda: model.fit(images, labels, 32),
        "validation": lambda: model.fit(images, faces[1], validation_data=(images, labels), verbose=0),
        "evaluate": lambda: model.evaluate(images, labels),
        "train_on_batch": lambda: model.train_on_batch(images, labels),
    }
    with pytest.raises(ValueError, match=sentence):
        ways[way]()


class Unlabeled(keras.utils.PyDataset):
    """Batches that do not say which labels they hold."""

    def __init__(self, images, labels):
        super().__init__()
        self.pair = images, labels

    def __len__(self):
        return 2

    def __getitem__(self, index):
        return self.pair


@pytest.mark.parametrize("label", [8, -1])
@pytest.mark.parametrize("head", [SoftmaxHead(8), MarginSoftmax(8, m2=0.3, scale=16), CenterLoss(8)], ids=str)
def test_labels_that_only_the_compiled_step_sees(faces, head, label):
    model = EncoderWithHead(compact(normalize=False), head)
    model.compile("adam")
    batches = Unlabeled(faces[0][..., None], np.full(40, label))
    for way in (model.fit, model.evaluate):
        with pytest.raises(ValueError, match=rf"\Alabel {label}: a head for 8 people takes the labels 0 to 7; .*\Z"):
            way(batches, verbose=0)


def test_labels_of_batches_are_checked_too(faces):
    model = EncoderWithHead(compact(normalize=False), SoftmaxHead(5))
    model.compile("adam")
    with pytest.raises(ValueError, match="label 5: a head for 5 people"):
        model.fit(PeopleBatches(*faces, n_people=8, images_per_person=3, n_batches=2), verbose=0)


def test_regularizers_of_the_encoder_count():
    image = keras.layers.Input((4,))
    x = keras.layers.Dense(2, kernel_regularizer=keras.regularizers.L2(100.0))(image)
    encoder = keras.Model(image, x)
    model = EncoderWithHead(encoder, SoftmaxHead(2))
    model.compile(keras.optimizers.SGD(0.0))
    images, labels = np.ones((4, 4), np.float32), np.array([0, 1, 0, 1])
    loss = model.fit(images, labels, batch_size=4, verbose=0).history["loss"][0]
    expected = float(model.head(encoder(images), labels)) + 100 * (encoder.layers[1].kernel.numpy() ** 2).sum()
    assert loss == pytest.approx(expected, rel=1e-5)


def test_a_trained_head_is_used_again():
    head = SoftmaxHead(8)
    EncoderWithHead(compact(normalize=False), head)
    people = head.people.numpy()
    again = EncoderWithHead(compact(normalize=False), head)
    assert again.built and (head.people.numpy() == people).all()
    with pytest.raises(ValueError, match="built for embeddings of 64 numbers, these have 32"):
        EncoderWithHead(compact(embedding_size=32), head)


def test_what_a_head_cannot_use(faces):
    model = EncoderWithHead(compact(normalize=False), SoftmaxHead(8))
    with pytest.raises(ValueError, match="the head is the loss; omit loss="):
        model.compile("adam", loss="mse")
    model.compile("adam")
    images = faces[0][..., None]
    with pytest.raises(ValueError, match="a weight for each image means nothing"):
        model.fit(images, faces[1], sample_weight=np.ones(40), verbose=0)
    with pytest.raises(ValueError, match="there are no labels"):
        model.fit(images, verbose=0)


def test_a_training_step_is_traced_once(faces, monkeypatch):
    traced, model = [], EncoderWithHead(compact(), SoftmaxHead(8))
    train_step = model.train_step
    monkeypatch.setattr(model, "train_step", lambda *data: traced.append(data) or train_step(*data))
    model.compile("adam")
    model.fit(PeopleBatches(*faces, n_people=8, images_per_person=2, n_batches=3), verbose=0)
    assert len(traced) == 1
