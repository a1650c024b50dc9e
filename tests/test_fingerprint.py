import numpy as np

from facelab.embedding import KerasEmbedder
from facelab.features import Eigenfaces
from facelab.fingerprint import fingerprint
from facelab.networks import compact


def test_settings_and_weights_count_and_nothing_else():
    assert fingerprint(Eigenfaces(5)) == fingerprint(Eigenfaces(5)) != fingerprint(Eigenfaces(6))
    network = compact()
    before = fingerprint(KerasEmbedder(network))
    assert before == fingerprint(KerasEmbedder(network)) and len(before) == 16
    network.set_weights([np.zeros_like(weights) for weights in network.get_weights()])
    assert fingerprint(KerasEmbedder(network)) != before
