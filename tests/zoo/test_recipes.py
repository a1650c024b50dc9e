import keras
import numpy as np
import pytest

from facelab.losses import EuclideanHead
from facelab.networks import classifier, deepface, get_encoder, learned_distances, siamese
from facelab.weights import load, save
from facelab.zoo.recipes import RECIPES, train


@pytest.fixture(scope="module")
def faces():
    """Twenty easy people: a pattern each, and noise."""
    rng = np.random.default_rng(0)
    patterns, labels = rng.integers(0, 200, (20, 7, 23)), np.repeat(np.arange(20), 5)
    images = patterns.repeat(8, axis=1).repeat(2, axis=2)[labels] + rng.integers(0, 56, (100, 56, 46))
    return images.astype(np.uint8), labels


@pytest.mark.parametrize("recipe", RECIPES)
def test_each_recipe_brings_genuine_pairs_together_and_is_saved_and_loaded(faces, recipe, tmp_path):
    images, labels = faces
    model = train(recipe, images, labels, steps=40, verbose=0)
    vectors = get_encoder(model).predict(images[..., None], verbose=0)
    left, right = np.triu_indices(100, 1)
    distances = learned_distances(model, vectors[left], vectors[right])
    same = labels[left] == labels[right]
    assert np.median(distances[same]) < np.percentile(distances[~same], 5)
    save(model, tmp_path / "mine.hdf5")
    again = RECIPES[recipe].build()
    load(again, tmp_path / "mine.hdf5")
    assert (get_encoder(again).predict(images[..., None], verbose=0) == vectors).all()


def test_the_seed_decides_everything(faces):
    one, other = (train("triplet", *faces, steps=20, seed=3, verbose=0).get_weights() for _ in range(2))
    assert all((a == b).all() for a, b in zip(one, other, strict=True))


def test_unknown_recipes_and_diverging_trainings_are_told(faces, monkeypatch):
    with pytest.raises(ValueError, match="no recipe 'eigenfaces'"):
        train("eigenfaces", *faces, steps=20)
    monkeypatch.setattr("facelab.zoo.recipes.LEARNING_RATE", float("nan"))
    with pytest.warns(RuntimeWarning, match="NaN"), pytest.raises(ValueError, match="diverged"):
        train("triplet", *faces, steps=20, verbose=0)
    keras.backend.clear_session()


@pytest.mark.parametrize("wrap", [lambda x: siamese(x, EuclideanHead()), lambda x: classifier(x, 3)])
def test_the_encoder_is_found_in_any_network(wrap):
    encoder = deepface((88, 88, 1), 8, None)
    assert get_encoder(wrap(encoder)) is encoder and get_encoder(encoder) is encoder
