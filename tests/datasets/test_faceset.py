import numpy as np
import pytest

from facelab.datasets import FaceSet, LazyImages
from facelab.datasets.orl import orl_folder


@pytest.fixture
def faces():
    return FaceSet(np.arange(6, dtype=np.uint8).reshape(6, 1, 1), np.array([0, 0, 1, 1, 2, 2]), ["a", "b", "c"], "test")


@pytest.mark.parametrize(
    ("index", "left"),
    [(np.array([True, False] * 3), [0, 2, 4]), (slice(1, 3), [1, 2]), (np.array([5, 0]), [5, 0]), (4, [4]), ([], [])],
)
def test_choosing_images(faces, index, left):
    chosen = faces[index]
    assert chosen.images.ravel().tolist() == left
    assert chosen.labels.tolist() == faces.labels[left].tolist()
    assert chosen.names == faces.names


def test_of_a_person_by_label_or_name(faces):
    assert faces.of("b").images.ravel().tolist() == faces.of(1).images.ravel().tolist() == [2, 3]


@pytest.mark.parametrize("person", ["Zoe", 7])
def test_nobody_of_that_name(faces, person):
    with pytest.raises(KeyError, match=f"nobody called {person!r} in test"):
        faces.of(person)


def test_splits_keep_labels_and_names_together(faces):
    train, test = faces.split_people(n_test=1, seed=0)
    assert len(train.people) == 2 and len(test.people) == 1
    person = test.people[0]
    assert (test.images == faces.of(person).images).all()


@pytest.mark.parametrize(
    ("images", "labels", "error", "sentence"),
    [
        (np.zeros((2, 3, 3)), [0, 1], TypeError, "expected a uint8"),
        (np.zeros((2, 3), np.uint8), [0, 1], ValueError, "expected"),
        (np.zeros((2, 3, 3), np.uint8), [0], ValueError, "2 images but 1 labels"),
        (np.zeros((2, 3, 3), np.uint8), [0, 3], ValueError, "labels run from 0 to 3, but there are 3 names"),
        (np.zeros((2, 3, 3), np.uint8), [0.0, 1.0], ValueError, "labels must be integers"),
    ],
)
def test_bad_parts_are_refused(images, labels, error, sentence):
    with pytest.raises(error, match=sentence):
        FaceSet(images, np.array(labels), ["a", "b", "c"], "test")


def test_a_lazy_set_splits_without_reading(monkeypatch):
    paths = sorted(orl_folder().glob("s[12]/*.pgm"))
    faces = FaceSet(LazyImages(paths, 112, 92), np.repeat([0, 1], 10), ["s1", "s2"], "ORL")
    monkeypatch.setattr(LazyImages, "_read", lambda *_: pytest.fail("an image was read"))
    train, test = faces.split_images(n_train=3, seed=0)
    assert isinstance(train.images, LazyImages) and (len(train), len(test)) == (6, 14)
