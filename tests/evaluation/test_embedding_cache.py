import numpy as np
import pytest
from PIL import Image
from sklearn.decomposition import PCA
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer

from facelab.datasets import LazyImages
from facelab.evaluation import embed
from facelab.images import flatten_images
from facelab.preprocessing import ResizeGray
from tests.evaluation.counting import Counting


def test_a_second_run_uses_the_cache(images, tmp_path):
    first = embed(Counting(), images, tmp_path)
    Counting.seen = 0
    second = embed(Counting(), images, tmp_path)
    assert Counting.seen == 3 and second.n_cached == 10, "one image of each file is embedded again, as a check"
    np.testing.assert_array_equal(first.vectors, second.vectors)


def test_images_are_found_by_their_content(images, tmp_path):
    """In another order, another number, some of them new, one twice."""
    embed(Counting(), images, tmp_path)
    others = images[[9, 3, 3, 8, 5, 0, 2]].copy()
    others[1] += 1
    found = embed(Counting(), others, tmp_path)
    assert found.n_cached == 6
    np.testing.assert_array_equal(found.vectors, Counting().transform(others))


def test_a_rewritten_file_is_embedded_again(tmp_path):
    paths = [tmp_path / f"{i}.png" for i in range(4)]
    rng = np.random.default_rng(0)

    def write(path):
        Image.fromarray(rng.integers(0, 256, (20, 16, 3), dtype=np.uint8)).save(path)

    for path in paths:
        write(path)
    lazy_images = LazyImages(paths, 20, 16)
    embed(Counting(), lazy_images, tmp_path / "cache")
    write(paths[2])
    found = embed(Counting(), lazy_images, tmp_path / "cache")
    assert found.n_cached == 3
    np.testing.assert_array_equal(found.vectors, Counting().transform(lazy_images[:]))


def test_changed_code_is_detected_by_the_images_in_the_cache(images, tmp_path, monkeypatch):
    embed(Counting(), images, tmp_path)
    before = Counting.transform
    monkeypatch.setattr(
        Counting, "transform", lambda self, some: before(self, some) * (2 if len(some) and some.mean() > 120 else 1)
    )
    with pytest.warns(UserWarning, match="holds other embeddings than this embedder makes"):
        found = embed(Counting(), images, tmp_path)
    assert found.n_cached == 0
    np.testing.assert_array_equal(found.vectors[:4], Counting().transform(images[:4]))


@pytest.mark.parametrize("old", [slice(0, 4), slice(4, 8)])
def test_files_from_before_a_change_of_code_are_never_mixed_with_later_ones(images, tmp_path, monkeypatch, old):
    embed(Counting(), images[old], tmp_path)
    before = Counting.transform
    monkeypatch.setattr(Counting, "transform", lambda self, batch: before(self, batch) + 100)
    assert embed(Counting(), np.delete(images, old, axis=0), tmp_path).n_cached == 0
    with pytest.warns(UserWarning, match="holds other embeddings"):
        found = embed(Counting(), images, tmp_path)
    np.testing.assert_array_equal(found.vectors, Counting().transform(images))


@pytest.mark.parametrize("n_components", [3, 0.9])
def test_an_embedder_fitted_on_other_images_never_gets_the_old_embeddings(images, tmp_path, n_components):
    rows = flatten_images(images).astype(float)
    first, second = (
        make_pipeline(FunctionTransformer(flatten_images), PCA(n_components).fit(some)) for some in (rows, rows[5:])
    )
    assert repr(first) == repr(second)
    embed(first, images, tmp_path)
    found = embed(second, images, tmp_path)
    assert found.n_cached == 0
    np.testing.assert_allclose(found.vectors, second.transform(images), rtol=1e-4, atol=1e-2)


def test_a_full_disk_does_not_stop_the_run(images, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("facelab.evaluation.embedding_cache.write_atomically", full)
    with pytest.warns(UserWarning, match="No space left on device.*nothing more is kept") as warned:
        found = embed(Counting(), images, tmp_path)
    assert len(warned) == 1
    np.testing.assert_array_equal(found.vectors, Counting().transform(images))


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


def test_an_interrupted_run_goes_on(images, tmp_path):
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
        "truncated",
        "empty",
        "another file",
        "a future version",
        "encrypted",
        "a renamed array",
        "lengths that differ",
        "a pickle",
    ],
)
def test_the_images_of_a_damaged_file_are_embedded_again(images, tmp_path, damage):
    expected = embed(Counting(), images, tmp_path).vectors
    path = next(path for path in tmp_path.glob("*/*.npz") if len(np.load(path)["digests"]) == 4)
    damage(path)
    with pytest.warns(UserWarning, match=f"{path.name} was damaged"):
        found = embed(Counting(), images, tmp_path)
    assert found.n_cached == 6
    np.testing.assert_array_equal(found.vectors, expected)
    assert embed(Counting(), images, tmp_path).n_cached == 10


def test_one_changed_byte_is_detected(images, tmp_path):
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
