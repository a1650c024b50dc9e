from types import SimpleNamespace

import numpy as np
import pytest

from facelab.evaluation import stored_distances
from facelab.evaluation.stored import load_lfw_results
from facelab.evaluation.stored_distances import METRICS, load_lfw_distances, store_distances
from facelab.protocols import Pairs
from facelab.verification import kfold_accuracy, verification_curve


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setattr(stored_distances, "weights_folder", lambda: tmp_path)
    return tmp_path / "lfw-distances.npz"


def report(distances, right=(1, 2)):
    pairs = Pairs(np.array([0, 0]), np.array(right), np.array([True, False]), np.array([0, 1]))
    return SimpleNamespace(
        faces=SimpleNamespace(labels=np.array([7, 7, 300])), pairs=pairs, distances=np.array(distances)
    )


def test_distances_come_back_and_a_second_run_replaces_the_first(file):
    with pytest.raises(FileNotFoundError, match=r"lfw-distances\.npz is missing"):
        load_lfw_distances()
    for distances, embedder in (([0.5, 1.5], "sface"), ([3.0, 4.0], "pixels"), ([0.25, 1.0], "sface")):
        store_distances(report(distances), embedder)
    lfw = load_lfw_distances()
    assert lfw.same.tolist() == [True, False] and lfw.fold.tolist() == [0, 1]
    assert lfw.people.tolist() == [[7, 7], [7, 300]]
    assert {name: values.tolist() for name, values in lfw.distances.items()} == {
        "pixels": [3.0, 4.0],
        "sface": [0.25, 1.0],
    }


def test_other_pairs_are_refused(file):
    store_distances(report([0.5, 1.5]), "sface")
    before = file.read_bytes()
    with pytest.raises(ValueError, match="other pairs than this run"):
        store_distances(report([0.5, 1.5], right=(2, 1)), "pixels")
    assert file.read_bytes() == before


def test_what_is_stored_is_lfw_and_gives_the_stored_figures():
    lfw, figures = load_lfw_distances(), load_lfw_results().set_index(["embedder", "split", "metric"])
    assert set(lfw.distances) == set(METRICS)
    assert np.bincount(lfw.fold).tolist() == [600] * 10 and (lfw.same == (lfw.people[:, 0] == lfw.people[:, 1])).all()
    folds_of = [set(lfw.people[lfw.fold == fold].ravel()) for fold in range(10)]
    assert sum(map(len, folds_of)) == len(set.union(*folds_of))  # no person is in two folds
    for embedder, distances in lfw.distances.items():
        row = figures.loc[embedder, "10_folds", METRICS[embedder]]
        curve = verification_curve(distances, lfw.same)
        assert (curve.auc, curve.eer) == pytest.approx((row["auc"], row["eer"]), abs=1e-4)
        assert kfold_accuracy(distances, lfw.same, lfw.fold).mean == pytest.approx(row["accuracy"], abs=1e-3)
