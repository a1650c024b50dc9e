import numpy as np
import pytest

from facelab.networks import inception_resnet_v1
from tests.networks.seeded import seeded_output


def test_it_has_the_sizes_of_the_paper():
    """Figure 15 and figures 10 to 13, at 299 × 299; the public weights are for 160 × 160."""
    network = inception_resnet_v1(size=299)
    shapes = {
        "Conv2d_1a_3x3": (149, 149, 32),
        "Conv2d_2a_3x3": (147, 147, 32),
        "Conv2d_2b_3x3": (147, 147, 64),
        "MaxPool_3a_3x3": (73, 73, 64),
        "Conv2d_3b_1x1": (73, 73, 80),
        "Conv2d_4a_3x3": (71, 71, 192),
        "Conv2d_4b_3x3": (35, 35, 256),
        "Block35_5_Activation": (35, 35, 256),
        "Mixed_6a": (17, 17, 896),
        "Block17_10_Activation": (17, 17, 896),
        "Mixed_7a": (8, 8, 1792),
        "Block8_5_Activation": (8, 8, 1792),
    }
    assert {name: network.get_layer(name).output.shape[1:] for name in shapes} == shapes


@pytest.mark.parametrize(("embedding_size", "total"), [(128, 22_808_144), (512, 23_497_424)])
def test_it_has_the_published_weights(embedding_size, total):
    """The counts that the public models of 128 and 512 numbers show."""
    assert inception_resnet_v1(embedding_size=embedding_size).count_params() == total


def test_fixed_output():
    """As facenet-pytorch, an independent implementation, with the same weights, within 4e-8."""
    expected = [0.02058, -0.00907, -0.0917, 0.00455]
    np.testing.assert_allclose(seeded_output(inception_resnet_v1(size=96)), expected, atol=2e-4)


def test_too_small_faces():
    with pytest.raises(ValueError, match=r"size=74: .* at least 75"):
        inception_resnet_v1(size=74)
