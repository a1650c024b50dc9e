from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from facelab.zoo import Entry, find_entry, load_trained, pretrained, recipes, registry
from facelab.zoo.evaluate import evaluate_folds, evaluate_network, held_out_faces
from facelab.zoo.recipes import RECIPES, train_entry

SHIPPED = registry()


def test_every_shipped_file_is_registered_and_the_other_way_round():
    folder = Path(__file__).parents[2] / "weights"
    assert {path.stem for path in folder.glob("*.hdf5")} == set(SHIPPED)


def test_the_registry_knows_every_recipe():
    assert set(get_args(Entry.model_fields["recipe"].annotation)) == set(RECIPES)


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_weights_are_unchanged_and_as_good_as_recorded(name):
    entry = SHIPPED[name]
    assert entry.state() == "ok"
    curve = evaluate_network(load_trained(name), held_out_faces(entry))
    assert curve.auc == pytest.approx(entry.auc, abs=2e-3) and curve.eer == pytest.approx(entry.eer, abs=1e-2)


def test_four_folds_hold_out_every_person_once(orl):
    people = [np.unique(held_out_faces(SHIPPED[f"orl-triplet-{fold}"]).labels) for fold in range(4)]
    assert sorted(np.concatenate(people)) == list(range(40))
    assert [round(curve.auc, 2) for curve in evaluate_folds("orl-triplet")] == [
        round(SHIPPED[f"orl-triplet-{fold}"].auc, 2) for fold in range(4)
    ]


@pytest.mark.parametrize("data", ["ORL", "ORL + LFW"])
def test_training_never_sees_the_people_held_out_faces(monkeypatch, lfw_home, data):
    given = {}
    monkeypatch.setattr(recipes, "train", lambda recipe, images, labels, *_: given.update(i=images, l=labels))
    entry = SHIPPED["orl-softmax-1"]
    train_entry(entry.model_copy(update={"data": data}))
    assert not np.isin(given["l"][:300], held_out_faces(entry).labels).any() and len(given["i"]) == len(given["l"])
    # of the three people in the little LFW, one has three photographs
    assert given["i"].shape[1:] == (56, 46) and len(given["l"]) == (300 if data == "ORL" else 303)
    assert len(np.unique(given["l"])) == (30 if data == "ORL" else 31)


def test_pretrained_gives_embeddings_of_length_one(orl):
    vectors = pretrained("orl-contrastive-0").transform(orl.images[:3])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)


def test_unknown_names_and_missing_files(tmp_path, monkeypatch):
    with pytest.raises(KeyError, match="no weights 'orl-triplet-9'"):
        find_entry("orl-triplet-9")
    (tmp_path / "weights").mkdir()
    registered = (Path(__file__).parents[2] / "weights" / "registry.toml").read_text(encoding="utf-8")
    (tmp_path / "weights" / "registry.toml").write_text(registered, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileNotFoundError, match="is missing: take it from the course again"):
        load_trained("orl-triplet-0")
    (tmp_path / "weights" / "orl-triplet-0.hdf5").write_bytes(b"other")
    with pytest.raises(FileNotFoundError, match="is changed: take it from the course again"):
        load_trained("orl-triplet-0")
