import io

import numpy as np
import pytest

from facelab.submission import files
from facelab.submission.files import ALONE, THRESHOLD, VECTORS, alone, read_array, read_verifier


def write(folder, vectors, threshold=1.0, singles=None):
    np.save(folder / VECTORS, vectors)
    np.save(folder / ALONE, vectors[alone(len(vectors))] if singles is None else singles)
    np.save(folder / THRESHOLD, threshold)
    return folder


def test_what_was_written_is_read(tmp_path):
    vectors = np.random.default_rng(0).normal(size=(70, 4)).astype(np.float32)
    found = read_verifier(write(tmp_path, vectors, np.array([0.5])), 70)
    assert (found.vectors == vectors).all() and found.threshold == 0.5


@pytest.mark.parametrize(
    ("vectors", "sentence"),
    [
        (np.zeros((69, 4)), r"embed: it has shape \(69, 4\)"),
        (np.zeros((70, 0)), "embed: an embedding has 0 numbers"),
        (np.zeros((70, 5000), np.int8), "embed: an embedding has 5000 numbers"),
        (np.full((70, 4), np.nan), "embed: 280 of its numbers are NaN"),
        (np.full((70, 4), "x"), "embed: it holds <U1"),
        (np.full((70, 4), 1j), "embed: it holds complex128"),
    ],
)
def test_no_embeddings(tmp_path, vectors, sentence):
    with pytest.raises(ValueError, match=sentence):
        read_verifier(write(tmp_path, vectors), 70)


def test_a_pickle_is_never_opened(tmp_path):
    class Evil:
        def __reduce__(self):
            return exec, ("raise SystemExit('the pickle ran')",)

    np.save(tmp_path / VECTORS, np.array([Evil()], object), allow_pickle=True)
    with pytest.raises(ValueError, match="no plain array"):
        read_array(tmp_path / VECTORS)


def test_a_file_that_declares_more_than_it_holds(tmp_path):
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(header, {"descr": "<f8", "fortran_order": False, "shape": (2**40,)})
    (tmp_path / VECTORS).write_bytes(header.getvalue() + bytes(100))
    with pytest.raises(ValueError, match="no plain array"):
        read_array(tmp_path / VECTORS)


def test_links_and_large_files_are_not_read(tmp_path, monkeypatch):
    np.save(tmp_path / "a.npy", np.zeros(3))
    (tmp_path / VECTORS).symlink_to(tmp_path / "a.npy")
    with pytest.raises(ValueError, match="is missing"):
        read_array(tmp_path / VECTORS)
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    with pytest.raises(ValueError, match="at most 0 are read"):
        read_array(tmp_path / "a.npy")
