import numpy as np
import pytest
from keras import layers

from facelab.networks import sphereface

TABLE_2 = {  # of the paper: filters of each convolution of a stage, of which the first has stride 2
    4: [[64], [128], [256], [512]],
    10: [[64], [128] * 3, [256] * 5, [512]],
    20: [[64] * 3, [128] * 5, [256] * 9, [512] * 3],
    36: [[64] * 5, [128] * 9, [256] * 17, [512] * 5],
    64: [[64] * 7, [128] * 17, [256] * 33, [512] * 7],
}


@pytest.mark.parametrize("depth", TABLE_2)
def test_it_is_the_table_of_the_paper(depth):
    network = sphereface(depth)
    convolutions = [layer for layer in network.layers if isinstance(layer, layers.Conv2D)]
    assert len(convolutions) == depth and all(layer.kernel_size == (3, 3) for layer in convolutions)
    found = [[], [], [], []]
    for layer in convolutions:
        stage = int(layer.name[4]) - 1
        assert layer.strides == ((1, 1) if found[stage] else (2, 2))
        found[stage].append(layer.filters)
    assert found == TABLE_2[depth]
    for layer in convolutions:
        assert layer.use_bias == layer.name.endswith("_1")  # those in blocks have none, and small first weights
        assert layer.use_bias or 0.009 < np.std(layer.kernel) < 0.011
    n_blocks = sum(len(stage) - 1 for stage in TABLE_2[depth]) // 2
    assert sum(isinstance(layer, layers.Add) for layer in network.layers) == n_blocks
    assert sum(isinstance(layer, layers.PReLU) for layer in network.layers) == depth
    assert network.get_layer("features").output.shape == (None, 7 * 6 * 512) and network.output_shape == (None, 512)


def test_a_small_one():
    assert sphereface(4, (56, 46, 1), width=8, embedding_size=32).output_shape == (None, 32)


def test_a_depth_that_the_paper_does_not_have():
    with pytest.raises(ValueError, match="depth=50: expected one of 4, 10, 20, 36, 64"):
        sphereface(50)
