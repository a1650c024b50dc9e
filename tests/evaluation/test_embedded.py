import numpy as np
import pytest
from PIL import Image
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer

from facelab.alignment import FaceAligner
from facelab.datasets import LazyImages
from facelab.evaluation import embed, embedded
from facelab.preprocessing import ResizeGray


class Counting(TransformerMixin, BaseEstimator):
    """Embeds by the mean of the rows, and counts what it sees."""

    seen = 0

    def __init__(self, scale=1.0):
        self.scale = scale

    def fit(self, images, labels=None):
        return self

    def transform(self, images):
        Counting.seen += len(images)
        return self.scale * ResizeGray(8, 8)(images).mean(axis=1, dtype=np.float32)

    def __sklearn_is_fitted__(self):
        return True


@pytest.fixture
def images(monkeypatch):
    monkeypatch.setattr(Counting, "seen", 0)
    monkeypatch.setattr(embedded, "BATCH", 4)
    return np.random.default_rng(0).integers(0, 256, (10, 20, 16), dtype=np.uint8)


PROBES, TESTED = 8, 8  # by which the cache tells embedders apart, and sees whether it still holds


def test_without_a_cache(images):
    found = embed(Counting(), images)
    np.testing.assert_array_equal(found.vectors, Counting().transform(images))
    assert found.n_cached == 0 and not found.missing.any()


def test_a_second_run_embeds_nothing(images, tmp_path):
    first = embed(Counting(), images, tmp_path)
    Counting.seen = 0
    second = embed(Counting(), images, tmp_path)
    assert Counting.seen == PROBES + TESTED and second.n_cached == 10
    np.testing.assert_array_equal(first.vectors, second.vectors)


def test_photographs_are_found_by_what_they_hold(images, tmp_path):
    """In another order, another number, some of them new, one twice."""
    embed(Counting(), images, tmp_path)
    others = images[[9, 3, 3, 8, 5, 0, 2]].copy()
    others[1] += 1
    found = embed(Counting(), others, tmp_path)
    assert found.n_cached == 6
    np.testing.assert_array_equal(found.vectors, Counting().transform(others))


def test_a_file_that_was_written_anew_is_embedded_anew(tmp_path):
    paths = [tmp_path / f"{i}.png" for i in range(4)]
    rng = np.random.default_rng(0)

    def write(path):
        Image.fromarray(rng.integers(0, 256, (20, 16, 3), dtype=np.uint8)).save(path)

    for path in paths:
        write(path)
    photographs = LazyImages(paths, 20, 16)
    embed(Counting(), photographs, tmp_path / "cache")
    write(paths[2])
    found = embed(Counting(), photographs, tmp_path / "cache")
    assert found.n_cached == 3
    np.testing.assert_array_equal(found.vectors, Counting().transform(photographs[:]))


def test_code_that_was_changed_between_two_runs_is_noticed(images, tmp_path, monkeypatch):
    """Not by the faces of ORL, for which it still does the same, but by photographs that the cache holds."""
    embed(Counting(), images, tmp_path)
    before = Counting.transform
    monkeypatch.setattr(
        Counting, "transform", lambda self, some: before(self, some) * (2 if len(some) and some.mean() > 120 else 1)
    )
    with pytest.warns(UserWarning, match="holds other embeddings than this embedder makes"):
        found = embed(Counting(), images, tmp_path)
    assert found.n_cached == 0
    np.testing.assert_array_equal(found.vectors[:4], Counting().transform(images[:4]))


def test_a_full_disk_does_not_end_the_run(images, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("facelab.evaluation.embedding_cache.write_atomically", full)
    with pytest.warns(UserWarning, match="No space left on device.*nothing more is kept"):
        found = embed(Counting(), images, tmp_path)
    np.testing.assert_array_equal(found.vectors, Counting().transform(images))


class Strange(Counting):
    def __init__(self, make=None):
        self.make = make

    def transform(self, images):
        return self.make(super().transform(images)) if len(images) else super().transform(images)

    scale = 1.0


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda v: v[:-1], r"gave float32 of shape \(3, 8\) for 4 photographs"),
        (lambda v: v[:, 0], r"shape \(4,\) for 4 photographs"),
        (lambda v: v[:, :, None], r"shape \(4, 8, 1\)"),
        (lambda v: v * 1j, "complex"),
        (lambda v: np.where(np.arange(len(v))[:, None] == 2, np.nan, v), "embedding of photograph 2 is NaN"),
        (lambda v: v.astype(float) * 1e300, "embedding of photograph 0 is NaN or infinite"),
    ],
)
def test_what_is_no_vector_of_numbers_is_refused_and_not_kept(images, tmp_path, make, sentence):
    with pytest.raises(ValueError, match=sentence):
        embed(Strange(make), images, tmp_path)
    assert not list(tmp_path.glob("*/*.npz"))


def test_steps_behind_an_aligner_in_nested_pipelines(orl):
    photographs = orl.images[:3].copy()
    photographs[1] = 128
    inner = make_pipeline(FaceAligner("hog", upsample=1, size=20, on_missing="skip"), Counting())
    found = embed(make_pipeline(inner, FunctionTransformer(lambda vectors: vectors[:, :3])), photographs)
    assert found.missing.tolist() == [False, True, False] and found.vectors.shape == (3, 3)


def test_an_aligner_that_stops_names_the_photograph(orl):
    photographs = orl.images[:7].copy()
    photographs[6] = 128
    pipeline = make_pipeline(FaceAligner("hog", upsample=1, size=20), Counting())
    with pytest.raises(ValueError, match="no face was found in photograph 6; see on_missing"):
        embed(pipeline, photographs)


@pytest.mark.parametrize("other", [Counting(scale=2.0), Counting(scale=-1.0)])
def test_another_embedder_shares_nothing(images, tmp_path, other):
    embed(Counting(), images, tmp_path)
    assert embed(other, images, tmp_path).n_cached == 0


def test_a_network_with_other_weights_shares_nothing(images, tmp_path):
    from facelab.embedding import KerasEmbedder
    from facelab.networks import compact

    networks = [KerasEmbedder(compact(), ResizeGray(56, 46)) for _ in range(2)]
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


def flip(path, after, offset, bits):
    content = bytearray(path.read_bytes())
    content[content.index(after) + offset] ^= bits
    path.write_bytes(content)


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(path.read_bytes()[:-40]),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"no archive"),
        lambda path: flip(path, b"PK\x01\x02", 6, 0x80),
        lambda path: flip(path, b"PK\x01\x02", 8, 0x01),
        lambda path: path.write_bytes(path.read_bytes().replace(b"vectors", b"victors")),
        lambda path: np.savez(
            path, digests=np.array(["a"]), vectors=np.ones((2, 8), np.float32), missing=np.ones(1, bool)
        ),
        lambda path: np.savez(path, digests=np.array([{}], object), vectors=np.ones(1), missing=np.ones(1)),
    ],
    ids=[
        "cut",
        "empty",
        "another file",
        "a version to come",
        "encrypted",
        "a renamed array",
        "lengths that differ",
        "a pickle",
    ],
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
    flip(path, b"vectors.npy", 200, 1)  # a number of the array
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
