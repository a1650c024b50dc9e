import numpy as np
import pytest

from facelab.embedding import KerasEmbedder
from facelab.lite import LiteNetwork, to_lite
from facelab.networks import compact
from facelab.preprocessing import ResizeGray

RNG = np.random.default_rng(0)


@pytest.fixture(scope="module")
def network():
    return compact()


@pytest.mark.parametrize("mirror", [False, True])
def test_with_32_bits_it_is_the_same_network(network, mirror):
    images = RNG.integers(0, 256, (70, 56, 46), dtype=np.uint8)  # more than a batch
    lite = LiteNetwork(to_lite(network, eight_bit=False))
    expected = KerasEmbedder(network, mirror=mirror).transform(images)
    assert KerasEmbedder(lite, mirror=mirror).transform(images) == pytest.approx(expected, abs=1e-5)
    assert (lite.input_shape, lite.output_shape) == (network.input_shape, network.output_shape)


def test_eight_bits_are_a_quarter_and_nearly_the_same(network):
    images = RNG.integers(0, 256, (5, 112, 92), dtype=np.uint8)
    content = to_lite(network)
    assert len(content) < 0.35 * len(to_lite(network, eight_bit=False))
    small = KerasEmbedder(LiteNetwork(content), ResizeGray(56, 46)).transform(images)
    whole = KerasEmbedder(network, ResizeGray(56, 46)).transform(images)
    assert np.sum(small * whole, axis=1).min() > 0.99 and (small != whole).any()


def test_colors_no_image_and_another_size():
    network = compact((64, 64, 3))
    embedder = KerasEmbedder(LiteNetwork(to_lite(network, eight_bit=False)))
    images = RNG.integers(0, 256, (3, 64, 64, 3), dtype=np.uint8)
    assert embedder.transform(images) == pytest.approx(KerasEmbedder(network).transform(images), abs=1e-5)
    assert embedder.transform(images[:0]).shape == (0, 64)
    with pytest.raises(ValueError, match=r"expects images of \(64, 64, 3\), found \(32, 64, 3\)"):
        embedder.transform(images[:, :32])


def test_it_is_silent(network, capfd):
    KerasEmbedder(LiteNetwork(to_lite(network))).transform(np.zeros((1, 56, 46), np.uint8))
    assert capfd.readouterr().out == ""
