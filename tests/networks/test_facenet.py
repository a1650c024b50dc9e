"""The two networks of the FaceNet paper, row by row of its tables (lecture S3 shows both)."""

import numpy as np
import pytest

from facelab.networks import facenet_nn1, facenet_nn2
from facelab.networks.facenet_tables import NN1_TABLE, NN2_TABLE, check_table


@pytest.fixture(scope="module")
def nn1():
    return facenet_nn1()


@pytest.fixture(scope="module")
def nn2():
    return facenet_nn2()


def test_nn1_is_as_published(nn1):
    rows = check_table(nn1, NN1_TABLE)
    assert [row.published.name for row in rows if not row.agrees] == []
    assert sum(row.parameters for row in rows) == nn1.count_params() == 140_025_664  # the paper: 140M
    assert round(sum(row.flops for row in rows) / 1e9, 1) == 1.6


def test_nn2_is_as_published_but_for_one_rounding(nn2):
    """4a has 545,536 weights; the paper's 545K is cut off, where its other rows are rounded."""
    rows = check_table(nn2, NN2_TABLE)
    assert [(row.published.name, row.parameters) for row in rows if not row.agrees] == [("inception4a", 545_536)]
    assert sum(row.parameters for row in rows) == nn2.count_params() == 7_456_304  # the paper: 7.5M
    assert round(sum(row.flops for row in rows) / 1e9, 1) == 1.6


def test_every_layer_with_weights_is_in_a_row(nn1, nn2):
    for network, table in ((nn1, NN1_TABLE), (nn2, NN2_TABLE)):
        names = {row.name for row in table}
        assert all(layer.name.split("_")[0] in names for layer in network.layers if layer.weights)


def test_all_sizes_of_nn1_are_the_printed_ones(nn1):
    """Row by row, not only the number of values; behind `concat` the table folds a row of numbers into 32 × 128."""
    for row in NN1_TABLE[:17]:
        assert nn1.get_layer(row.name).output.shape[1:] == row.output


def test_modules_where_nn2_takes_the_maximum_and_where_the_length(nn2):
    kinds = {row.name: type(nn2.get_layer(f"{row.name}_pool")).__name__ for row in NN2_TABLE if "n3" in row.name}
    assert kinds == {"inception3a": "MaxPooling2D", "inception3b": "L2Pooling", "inception3c": "MaxPooling2D"}
    assert [type(nn2.get_layer(f"inception{name}_pool")).__name__ for name in ("4a", "4e", "5a", "5b")] == [
        "L2Pooling",
        "MaxPooling2D",
        "L2Pooling",
        "MaxPooling2D",
    ]


def test_maxout_keeps_the_larger_of_two(nn1):
    small = facenet_nn1((32, 32, 3), embedding_size=4)
    pairs = np.random.default_rng(0).normal(size=(2, 8192)).astype(np.float32)
    larger = small.get_layer("fc1_maxout")(small.get_layer("fc1_larger")(small.get_layer("fc1_row")(pairs)))
    np.testing.assert_array_equal(larger, pairs.reshape(2, 4096, 2).max(axis=2))


@pytest.mark.parametrize("build", [facenet_nn1, facenet_nn2])
def test_embeddings_have_length_one_and_differ(build):
    images = np.random.default_rng(0).integers(0, 256, (3, 64, 64, 3))
    vectors = build((64, 64, 3), embedding_size=16).predict(images, verbose=0)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)
    assert len(np.unique(vectors.round(6), axis=0)) == 3
