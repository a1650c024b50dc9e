"""The two networks of the FaceNet paper, row by row of its tables (lecture S3 shows both)."""

import pytest

from facelab.networks import facenet_nn1, facenet_nn2
from facelab.networks.facenet_tables import NN1_TABLE, NN2_TABLE, CheckedRow, PublishedRow, check_table


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
    """Row by row, not only the number of values; after `concat` the table folds a row of numbers into 32 × 128."""
    for row in NN1_TABLE[:17]:
        assert nn1.get_layer(row.name).output.shape[1:] == row.output


@pytest.mark.parametrize(("agrees", "verdict"), [(True, "agrees"), (False, "DIFFERS")])
def test_a_checked_row_shows_both_counts(agrees, verdict):
    row = CheckedRow(PublishedRow("fc", (1, 1, 128), "131K", "0.1M"), (128,), 131_200, 131_200, agrees)
    assert str(row) == f"fc          1 × 1 × 128         131,200 (131K)     131,200 (0.1M)  {verdict}"
