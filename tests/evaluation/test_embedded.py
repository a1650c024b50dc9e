import numpy as np
import pytest
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.pipeline import make_pipeline

from facelab.alignment import FaceAligner
from facelab.evaluation import embed, embedded
from facelab.preprocessing import SmallGrey


class Counting(TransformerMixin, BaseEstimator):
    """Embeds by the mean of the rows, and counts what it sees."""

    seen = 0

    def __init__(self, scale=1.0):
        self.scale = scale

    def fit(self, images, labels=None):
        return self

    def transform(self, images):
        Counting.seen += len(images)
        return self.scale * SmallGrey(8, 8)(images).mean(axis=1, dtype=np.float32)

    def __sklearn_is_fitted__(self):
        return True


@pytest.fixture
def images(monkeypatch):
    monkeypatch.setattr(Counting, "seen", 0)
    monkeypatch.setattr(embedded, "BATCH", 4)
    return np.random.default_rng(0).integers(0, 256, (10, 20, 16), dtype=np.uint8)


PROBES = 3  # images by which the cache tells embedders apart


def test_without_a_cache(images):
    found = embed(Counting(), images)
    np.testing.assert_array_equal(found.vectors, Counting().transform(images))
    assert found.n_cached == 0 and not found.missing.any()


def test_a_second_run_embeds_nothing(images, tmp_path):
    first = embed(Counting(), images, tmp_path)
    Counting.seen = 0
    second = embed(Counting(), images, tmp_path)
    assert Counting.seen == PROBES and second.n_cached == 10
    np.testing.assert_array_equal(first.vectors, second.vectors)


def test_photographs_are_found_by_what_they_hold(images, tmp_path):
    """In another order, some of them new, one twice; the first, middle and last tell the embedder, and stay."""
    embed(Counting(), images, tmp_path)
    others = images[[0, 3, 3, 8, 5, 5, 2, 1, 7, 9]].copy()
    others[1] += 1
    found = embed(Counting(), others, tmp_path)
    assert found.n_cached == 9
    np.testing.assert_array_equal(found.vectors, Counting().transform(others))


@pytest.mark.parametrize("other", [Counting(scale=2.0), Counting(scale=-1.0)])
def test_another_embedder_shares_nothing(images, tmp_path, other):
    embed(Counting(), images, tmp_path)
    assert embed(other, images, tmp_path).n_cached == 0


def test_a_network_with_other_weights_shares_nothing(images, tmp_path):
    from facelab.embedding import KerasEmbedder
    from facelab.networks import compact

    networks = [KerasEmbedder(compact(), SmallGrey(56, 46)) for _ in range(2)]
    assert repr(networks[0]) == repr(networks[1])
    embed(networks[0], images, tmp_path)
    assert embed(networks[1], images, tmp_path).n_cached == 0
    assert embed(networks[0], images, tmp_path).n_cached == 10


def test_a_run_that_was_stopped_goes_on(images, tmp_path):
    def stop_at_8(done, total):
        if done == 8:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        embed(Counting(), images, tmp_path, stop_at_8)
    found = embed(Counting(), images, tmp_path)
    assert found.n_cached == 8
    np.testing.assert_array_equal(found.vectors, Counting().transform(images))


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(path.read_bytes()[:-40]),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"no archive"),
        lambda path: path.write_bytes(path.read_bytes().replace(b"vectors", b"victors")),
        lambda path: np.savez(
            path, digests=np.array(["a"]), vectors=np.ones((2, 8), np.float32), missing=np.ones(1, bool)
        ),
        lambda path: np.savez(path, digests=np.array([{}], object), vectors=np.ones(1), missing=np.ones(1)),
    ],
    ids=["cut", "empty", "another file", "a renamed array", "lengths that differ", "a pickle"],
)
def test_a_damaged_file_is_made_again(images, tmp_path, damage):
    expected = embed(Counting(), images, tmp_path).vectors
    path = sorted(tmp_path.glob("*/*.npz"))[1]
    damage(path)
    with pytest.warns(UserWarning, match=f"{path.name} was damaged"):
        found = embed(Counting(), images, tmp_path)
    assert found.n_cached in (6, 8)
    np.testing.assert_array_equal(found.vectors, expected)
    assert embed(Counting(), images, tmp_path).n_cached == 10


def test_one_changed_byte_is_noticed(images, tmp_path):
    expected = embed(Counting(), images, tmp_path).vectors
    path = sorted(tmp_path.glob("*/*.npz"))[0]
    content = bytearray(path.read_bytes())
    content[content.index(b"vectors.npy") + 200] ^= 1  # a number of the array
    path.write_bytes(content)
    with pytest.warns(UserWarning, match="damaged"):
        np.testing.assert_array_equal(embed(Counting(), images, tmp_path).vectors, expected)


def test_progress_counts_what_was_cached(images, tmp_path):
    steps = []
    embed(Counting(), images[:6], tmp_path)
    embed(Counting(), np.concatenate([images[:6], images[6:9]]), tmp_path, lambda *step: steps.append(step))
    assert steps[-1][1] == 9 and [done for done, _ in steps] == sorted(done for done, _ in steps)


@pytest.mark.parametrize(("policy", "finite"), [("center", True), ("skip", False)])
def test_photographs_without_a_face_are_reported(orl, policy, finite):
    photographs = orl.images[:3].copy()
    photographs[1] = 128
    pipeline = make_pipeline(FaceAligner("hog", upsample=1, size=20, on_missing=policy), Counting())
    found = embed(pipeline, photographs)
    assert found.missing.tolist() == [False, True, False]
    assert np.isfinite(found.vectors).all(axis=1).tolist() == [True, finite, True]


def test_nothing_to_embed():
    with pytest.raises(ValueError, match="no photographs"):
        embed(Counting(), np.empty((0, 5, 5), np.uint8))
