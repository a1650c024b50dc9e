"""The two networks with public weights: sizes and counts as published."""

import numpy as np
import pytest

from facelab.networks import inception_resnet_v1, openface_nn4_small2

MODULES = "3a", "3b", "3c", "4a", "4e", "5a", "5b"


@pytest.fixture(scope="module")
def openface():
    return openface_nn4_small2()


def test_openface_has_the_published_weights(openface):
    """OpenFace says 3,733,968 (its definition of nn4.small2); the running means and variances come on top."""
    assert sum(np.prod(weights.shape) for weights in openface.trainable_weights) == 3_733_968


def test_openface_has_the_published_sizes(openface):
    """From FaceNet's table for NN4 and OpenFace's definition: 12 × 12, 6 × 6 and 3 × 3 modules."""
    shapes = {name: openface.get_layer(f"inception_{name}").output.shape[1:] for name in MODULES}
    assert shapes == {
        "3a": (12, 12, 256),
        "3b": (12, 12, 320),
        "3c": (6, 6, 640),
        "4a": (6, 6, 640),
        "4e": (3, 3, 1024),
        "5a": (3, 3, 736),
        "5b": (3, 3, 736),
    }


def test_openface_gives_unit_vectors(openface):
    images = np.random.default_rng(0).integers(0, 256, (2, 96, 96, 3))
    np.testing.assert_allclose(np.linalg.norm(openface.predict(images, verbose=0), axis=1), 1, rtol=1e-5)


def test_inception_resnet_has_the_sizes_of_the_paper():
    """Figure 15 and figures 10 to 13, at 299 × 299; the public weights are for 160 × 160."""
    network = inception_resnet_v1(size=299)
    names = ["Conv2d_1a_3x3", "Conv2d_2a_3x3", "Conv2d_2b_3x3", "MaxPool_3a_3x3", "Conv2d_3b_1x1", "Conv2d_4a_3x3"]
    names += [
        "Conv2d_4b_3x3",
        "Block35_5_Activation",
        "Mixed_6a",
        "Block17_10_Activation",
        "Mixed_7a",
        "Block8_5_Activation",
    ]
    assert [network.get_layer(name).output.shape[1:] for name in names] == [
        (149, 149, 32),
        (147, 147, 32),
        (147, 147, 64),
        (73, 73, 64),
        (73, 73, 80),
        (71, 71, 192),
        (35, 35, 256),
        (35, 35, 256),
        (17, 17, 896),
        (17, 17, 896),
        (8, 8, 1792),
        (8, 8, 1792),
    ]


@pytest.mark.parametrize(("embedding_size", "total"), [(128, 22_808_144), (512, 23_497_424)])
def test_inception_resnet_has_the_published_weights(embedding_size, total):
    """The counts that the public models of 128 and 512 numbers show."""
    assert inception_resnet_v1(embedding_size=embedding_size).count_params() == total


def test_too_small_faces():
    with pytest.raises(ValueError, match=r"size=74: .* at least 75"):
        inception_resnet_v1(size=74)
