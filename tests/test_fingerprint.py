import numpy as np
from sklearn.pipeline import make_pipeline

from facelab.embedding import KerasEmbedder
from facelab.features import Eigenfaces
from facelab.fingerprint import fingerprint
from facelab.lite import LiteNetwork, to_lite
from facelab.networks import compact


def test_settings_and_weights_count_and_nothing_else():
    assert fingerprint(Eigenfaces(5)) == fingerprint(Eigenfaces(5)) != fingerprint(Eigenfaces(6))
    network = compact()
    before = fingerprint(KerasEmbedder(network))
    assert before == fingerprint(KerasEmbedder(network)) and len(before) == 16
    network.set_weights([np.zeros_like(weights) for weights in network.get_weights()])
    assert fingerprint(KerasEmbedder(network)) != before


def test_what_was_learned_counts():
    images = np.random.default_rng(0).integers(0, 256, (20, 8, 8), dtype=np.uint8)
    one, other = Eigenfaces(5).fit(images[:10]), Eigenfaces(5).fit(images[10:])
    assert fingerprint(one) == fingerprint(Eigenfaces(5).fit(images[:10])) != fingerprint(other)
    assert fingerprint(make_pipeline(one)) != fingerprint(make_pipeline(other))


def test_the_file_of_a_lite_network_counts():
    network = compact()
    files = to_lite(network), to_lite(network, eight_bit=False)
    one, other = (fingerprint(KerasEmbedder(LiteNetwork(file))) for file in files)
    assert one == fingerprint(KerasEmbedder(LiteNetwork(files[0]))) != other
