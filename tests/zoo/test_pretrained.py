import numpy as np
import pytest

from facelab.distances import pair_distances
from facelab.verification import verification_curve
from facelab.zoo import pretrained


def test_embeddings_have_length_one(orl):
    vectors = pretrained("orl-contrastive-0").transform(orl.images[:3])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)


def test_dlibs_network_distinguishes_the_people_of_orl(orl):
    vectors, pairs = pretrained("dlib-resnet").transform(orl.images), orl.pairs()
    distances = pair_distances(vectors[pairs.left], vectors[pairs.right])
    assert verification_curve(distances, pairs.same).auc > 0.9995  # on all 79,800 pairs


def test_an_unknown_name():
    with pytest.raises(KeyError, match="no weights 'facenet'; the registry has orl-"):
        pretrained("facenet")
