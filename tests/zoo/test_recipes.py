from typing import get_args

import keras
import numpy as np
import pytest

from facelab.networks import get_encoder, learned_distances
from facelab.weights import load, save
from facelab.zoo import Entry, recipes, registry
from facelab.zoo.evaluate import held_out_faces
from facelab.zoo.recipes import RECIPES, train, train_entry


@pytest.mark.parametrize("recipe", sorted(set(RECIPES) - {"distilled"}))
def test_each_recipe_brings_genuine_pairs_together_and_is_saved_and_loaded(easy_people, recipe, tmp_path):
    images, labels = easy_people
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


def test_the_seed_decides_everything(easy_people):
    one, other = (train("triplet", *easy_people, steps=20, seed=3, verbose=0).get_weights() for _ in range(2))
    assert all((a == b).all() for a, b in zip(one, other, strict=True))


def test_unknown_recipes_and_diverging_trainings_are_reported(easy_people, monkeypatch):
    with pytest.raises(ValueError, match="no recipe 'eigenfaces'"):
        train("eigenfaces", *easy_people, steps=20)
    with pytest.warns(RuntimeWarning, match="NaN"), pytest.raises(ValueError, match="diverged"):
        train("triplet", *easy_people, steps=20, verbose=0, learning_rate=float("nan"))
    keras.backend.clear_session()


def test_the_registry_knows_every_recipe():
    assert set(get_args(Entry.model_fields["recipe"].annotation)) == set(RECIPES)


@pytest.mark.parametrize("data", ["ORL", "ORL + LFW"])
def test_training_never_sees_the_held_out_people(monkeypatch, lfw_home, data):
    given = {}
    monkeypatch.setattr(recipes, "train", lambda recipe, images, labels, *_: given.update(i=images, l=labels))
    entry = registry()["orl-softmax-1"]
    train_entry(entry.model_copy(update={"data": data}))
    assert not np.isin(given["l"][:300], held_out_faces(entry).labels).any() and len(given["i"]) == len(given["l"])
    # of the three people in the little LFW, one has three images
    assert given["i"].shape[1:] == (56, 46) and len(given["l"]) == (300 if data == "ORL" else 303)
    assert len(np.unique(given["l"])) == (30 if data == "ORL" else 31)


def test_fine_tuning_goes_on_with_the_network_on_orl_alone_at_a_lower_rate(monkeypatch, lfw_home):
    calls = []
    monkeypatch.setattr(recipes, "train", lambda *given, **options: calls.append((given, options)) or "network")
    entry = registry()["orl-softmax-1"].model_copy(update={"data": "ORL + LFW", "fine_tuning": 50})
    assert train_entry(entry) == "network"
    (_, _, labels, steps, _), options = calls[0]
    assert len(labels) == 303 and steps == entry.steps and options == {}
    (_, images, labels, steps, _), options = calls[1]
    assert len(images) == 300 and len(np.unique(labels)) == 30 and labels.max() < 40 and steps == 50
    assert options == {"network": "network", "learning_rate": recipes.FINE_TUNING_RATE}


def test_a_training_goes_on_with_a_network(easy_people):
    first = train("cosface", *easy_people, steps=20, verbose=0)
    before = first.get_weights()
    again = train("cosface", *easy_people, steps=10, network=first, learning_rate=1e-9, verbose=0)
    assert again is first
    kernels = [(old, new) for old, new in zip(before, again.get_weights(), strict=True) if old.ndim > 1]
    assert kernels and all(np.allclose(old, new, atol=1e-6) for old, new in kernels)


def test_a_distilled_network_comes_nearer_to_the_vectors_and_is_saved_and_loaded(tmp_path):
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(8, 128))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    images = rng.integers(0, 256, (8, 56, 56), dtype=np.uint8)
    network = train("distilled", images, vectors, steps=60, verbose=0)
    learned = network.predict(images[..., None], verbose=0)
    similarity = learned @ vectors.T
    assert np.diag(similarity).mean() > 0.3 + similarity[~np.eye(8, dtype=bool)].mean()
    save(network, tmp_path / "mine.hdf5")
    again = RECIPES["distilled"].build()
    load(again, tmp_path / "mine.hdf5")
    assert (again.predict(images[..., None], verbose=0) == learned).all()


def test_an_entry_of_lfw_is_trained_on_what_sface_says(monkeypatch):
    calls = []
    monkeypatch.setattr(recipes, "faces_with_embeddings", lambda fold, preprocess: (f"images {fold}", "vectors"))
    monkeypatch.setattr(recipes, "train", lambda *given: calls.append(given) or "network")
    entry = registry()["lfw-distilled-0"]
    assert train_entry(entry) == "network"
    assert calls == [("distilled", f"images {entry.fold}", "vectors", entry.steps, entry.seed)]
