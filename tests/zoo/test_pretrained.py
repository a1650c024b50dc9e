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


def test_sface_distinguishes_the_people_of_orl(orl):
    some = orl[np.isin(orl.labels, range(12))]
    vectors, pairs = pretrained("sface").transform(some.images), some.pairs()
    distances = pair_distances(vectors[pairs.left], vectors[pairs.right])
    assert verification_curve(distances, pairs.same).auc > 0.9995


def test_the_squared_distance_of_both_networks_is_the_weighted_sum(orl):
    images = orl.images[[0, 1, 10]]
    both = pretrained("dlib+sface")
    parts = dict(both.transformer_list)
    joined, dlib, sface = (embedder.transform(images) for embedder in (both, parts["dlib"], parts["sface"]))
    expected = sum(
        (both.transformer_weights[name] * np.linalg.norm(part[:1] - part[1:], axis=1)) ** 2
        for name, part in (("dlib", dlib), ("sface", sface))
    )
    np.testing.assert_allclose(np.linalg.norm(joined[:1] - joined[1:], axis=1) ** 2, expected, rtol=1e-4)


def test_an_unknown_name():
    with pytest.raises(KeyError, match="no weights 'facenet'; the registry has lfw-distilled-0, orl-"):
        pretrained("facenet")
