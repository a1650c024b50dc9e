import h5py
import numpy as np
import pytest

from facelab.weights import WeightsError
from facelab.weights.arrays import check_stored


@pytest.fixture
def file(tmp_path):
    with h5py.File(tmp_path / "arrays.hdf5", "w") as opened:
        yield opened


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64", "int8", "int64"])
@pytest.mark.parametrize("shape", [(), (0,), (3, 4)])
def test_plain_numbers_in_one_piece(file, dtype, shape):
    stored = check_stored(file.create_dataset("a", data=np.zeros(shape, dtype)))
    assert stored.shape == shape and stored.dtype == dtype and stored.n_bytes == np.zeros(shape, dtype).nbytes


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"data": np.zeros(3, "complex64")}, "does not hold plain numbers of at most 8 bytes"),
        ({"data": "text"}, "does not hold plain numbers"),
        ({"data": h5py.Empty("f4")}, "declares no shape|the file holds"),
        ({"shape": (9,), "chunks": (3,)}, "is stored in chunks or compressed"),
        ({"data": np.zeros(9), "compression": "gzip"}, "is stored in chunks or compressed"),
        ({"shape": (9,), "dtype": "f4"}, "declares 36 bytes, but the file holds 0 of them"),
        ({"shape": (9,), "dtype": "f4", "external": [("other.bin", 0, 36)]}, "keeps its data in another file"),
    ],
)
def test_all_else_is_refused(file, options, sentence):
    with pytest.raises(WeightsError, match=rf"'/a' ({sentence})"):
        check_stored(file.create_dataset("a", **options))
