import numpy as np
import pytest
from distributed import Client, LocalCluster

from facelab.identification import NearestVectors
from facelab.identification.sharded import ShardedVectors


@pytest.fixture(scope="module")
def client():
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        yield client


def test_two_workers_find_what_one_search_finds(client, tmp_path):
    rng = np.random.default_rng(0)
    vectors, queries = rng.normal(size=(900, 8)).astype(np.float32), rng.normal(size=(20, 8)).astype(np.float32)
    np.save(tmp_path / "last.npy", vectors[700:])
    sharded = ShardedVectors([vectors[:3], vectors[3:700], tmp_path / "last.npy"], client)
    distances, positions = sharded.search(queries, 5)
    expected = NearestVectors(vectors).search(queries, 5)
    np.testing.assert_array_equal(positions, expected[1])
    np.testing.assert_allclose(distances, expected[0])
    assert len(sharded) == 900
    homes = {workers[0] for workers in client.who_has(sharded._shards).values()}
    assert len(homes) == 2


def test_a_shard_that_cannot_be_read_is_named(client, tmp_path):
    (tmp_path / "broken.npy").write_bytes(b"no array")
    np.save(tmp_path / "nan.npy", np.full((2, 3), np.nan, np.float32))
    for name, sentence in (
        ("broken.npy", "broken.npy is missing, or no NPY file of numbers"),
        ("gone.npy", "gone.npy is missing"),
        ("nan.npy", "nan.npy: vectors has NaN or infinite values in row 0"),
    ):
        with pytest.raises(ValueError, match=sentence):
            ShardedVectors([tmp_path / name], client)
