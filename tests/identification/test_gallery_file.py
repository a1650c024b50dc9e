import json

import numpy as np
import pytest

from facelab.features import Eigenfaces
from facelab.identification import Gallery, load_gallery, save_gallery


@pytest.fixture
def gallery():
    vectors = np.random.default_rng(0).normal(size=(7, 4)).astype(np.float32)
    found = Gallery(threshold=2, metric="cosine", template="mean").add("Zoë", vectors[:3]).add("Bo", vectors[3:])
    return found.calibrate(np.array([0.1, 0.2, 0.9, 0.8]), np.array([True, True, False, False]))


def test_what_was_saved_comes_back(gallery, tmp_path):
    save_gallery(gallery, tmp_path / "mine.npz")
    again = load_gallery(tmp_path / "mine.npz")
    assert again.get_params() == gallery.get_params() and again.classes_.tolist() == ["Zoë", "Bo"]
    for name, vectors in gallery.people.items():
        np.testing.assert_array_equal(again.people[name], vectors)
    probes = np.random.default_rng(1).normal(size=(9, 4))
    np.testing.assert_array_equal(again.predict_proba(probes), gallery.predict_proba(probes))
    assert [path.name for path in tmp_path.iterdir()] == ["mine.npz"]


def test_numbers_stay_numbers_and_no_threshold_stays_none(tmp_path):
    save_gallery(Gallery().fit(np.eye(2), [3, 5]), tmp_path / "mine.npz")
    again = load_gallery(tmp_path / "mine.npz")
    assert again.predict(np.eye(2)).tolist() == [3, 5] and again.threshold == np.inf
    assert not hasattr(again, "predict_proba")


def test_another_embedder_is_warned_of_and_another_size_refused(orl, tmp_path):
    one, other, larger = (
        Eigenfaces(n, whiten=whiten).fit(orl.images[:50]) for n, whiten in [(9, False), (9, True), (12, True)]
    )
    save_gallery(Gallery(one).enrol(orl[:20]), tmp_path / "mine.npz")
    assert load_gallery(tmp_path / "mine.npz", one).predict(orl.images[:1]).tolist() == ["s1"]
    with pytest.warns(UserWarning, match="filled with another embedder"):
        load_gallery(tmp_path / "mine.npz", other)
    with pytest.warns(UserWarning, match="another embedder"):
        wrong = load_gallery(tmp_path / "mine.npz", larger)
    with pytest.raises(ValueError, match="X has 12 features, but Gallery is expecting 9"):
        wrong.predict(orl.images[:1])


def test_a_damaged_or_foreign_file_is_one_sentence(gallery, tmp_path):
    path = tmp_path / "mine.npz"
    save_gallery(gallery, path)
    whole = path.read_bytes()
    with np.load(path) as file:
        parts = dict(file)
    about = json.loads(str(parts["about"]))
    foreign = [
        whole[: len(whole) // 2],
        b"",
        b"no archive",
        _npz(tmp_path, parts | {"vectors": parts["vectors"][1:]}),
        _npz(tmp_path, parts | {"vectors": parts["vectors"] * np.float32(np.nan)}),
        _npz(tmp_path, parts | {"counts": np.array([7, 0])}),
        _npz(tmp_path, parts | {"about": np.array(json.dumps(about | {"format": "facelab gallery 2"}))}),
        _npz(tmp_path, parts | {"about": np.array(json.dumps(about | {"people": ["Bo", "Bo"]}))}),
        _npz(tmp_path, parts | {"about": np.array({"a": 1}, dtype=object)}),
        _npz(tmp_path, {"vectors": parts["vectors"]}),
        _npz(tmp_path, parts | {"counts": np.array([2**62, 2**62 + 7])}),
        _npz(tmp_path, parts | {"vectors": parts["vectors"][:, :0]}),
        *(
            _npz(tmp_path, parts | {"about": np.array(json.dumps(about | changed))})
            for changed in (
                {"metric": "magic"},
                {"template": "zzz"},
                {"threshold": float("nan")},
                {"prior_unknown": 7},
                {"calibration": [float("nan"), 0]},
                {"people": ["Bo", 3]},
                {"people": ["Bo", "unknown"]},
            )
        ),
        _npz(tmp_path, parts, np.savez_compressed),
    ]
    for content in foreign:
        path.write_bytes(content)
        with pytest.raises(ValueError, match=r"mine\.npz is damaged, or not a gallery that facelab saved\."):
            load_gallery(path)


def _npz(folder, arrays, save=np.savez):
    save(folder / "other.npz", **arrays)
    return (folder / "other.npz").read_bytes()


def test_an_empty_gallery_is_not_saved(tmp_path):
    with pytest.raises(ValueError, match="the gallery is empty; there is nothing to save"):
        save_gallery(Gallery(), tmp_path / "mine.npz")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_saved_that_could_not_be_loaded(gallery, tmp_path):
    with pytest.raises(ValueError, match="there is no metric 'foo'"):
        save_gallery(gallery.set_params(metric="foo"), tmp_path / "mine.npz")
    with pytest.raises(ValueError, match="threshold=nan"):
        save_gallery(gallery.set_params(metric="cosine", threshold=np.nan), tmp_path / "mine.npz")
    assert not list(tmp_path.iterdir())
