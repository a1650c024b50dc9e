import base64

import numpy as np
import pytest
from sklearn.decomposition import PCA

from facelab.distances import distance_matrix
from facelab.widgets.embedding_map import embedding_map


def unpack(packed):
    return np.frombuffer(base64.b64decode(packed["base64"]), packed["dtype"]).reshape(packed["shape"])


@pytest.fixture(scope="module")
def vectors(orl):
    return orl.images[:, 4::8, 4::8].reshape(400, -1) / 255


def test_the_neighbors_are_those_in_all_the_numbers(orl, vectors):
    for metric in ("euclidean", "cosine"):
        data = embedding_map(vectors, orl.images, orl.labels, metric=metric).data
        distances = distance_matrix(vectors[:80], vectors[:80], metric)
        order = unpack(data["order"])
        for i in range(80):
            nearest = sorted((j for j in range(80) if j != i), key=lambda j, row=distances[i]: row[j])
            assert order[i].tolist() == nearest
            np.testing.assert_allclose(unpack(data["distances"])[i], distances[i, nearest[:3]], rtol=1e-6)


def test_the_map_is_that_of_pca_and_says_how_much_it_keeps(orl, vectors):
    data = embedding_map(vectors, orl.images, orl.labels).data
    centered = vectors[:80] - vectors[:80].mean(axis=0)
    _, singular, directions = np.linalg.svd(centered, full_matrices=False)
    points = unpack(data["points"])
    np.testing.assert_allclose(np.abs(points), np.abs(centered @ directions[:2].T), atol=1e-5)
    assert data["variance"] == pytest.approx((singular[:2] ** 2).sum() / (singular**2).sum())


def test_it_starts_where_the_map_deceives_most(orl, vectors):
    data = embedding_map(vectors, orl.images, orl.labels).data
    points, order = unpack(data["points"]), unpack(data["order"])
    apart = distance_matrix(points, points) + np.diag(np.full(80, np.inf))
    common = [len({*order[i, :3]} & {*np.argsort(apart[i])[:3]}) for i in range(80)]
    assert common[data["first"]] == min(common) < max(common)


def test_the_people_shown_have_two_photographs_or_more_and_at_most_a_hundred_in_all(orl, vectors):
    labels = np.repeat([7, 3, 5], [1, 199, 200])
    data = embedding_map(vectors, orl.images, labels, names=["", "", "", "Ada_Lovelace", "", "Bo_Ek"], n_people=2).data
    assert data["names"] == ["Ada Lovelace", "Bo Ek"]
    assert data["person"] == [0] * 50 + [1] * 50 and data["number"] == [*range(1, 51)] * 2
    expected = PCA(2, svd_solver="full").fit_transform(vectors[np.r_[1:51, 200:250]])
    np.testing.assert_allclose(unpack(data["points"]), expected, atol=1e-5)


def test_what_does_not_fit_is_refused(orl, vectors):
    with pytest.raises(ValueError, match="400 embeddings, 400 images and 399 labels"):
        embedding_map(vectors, orl.images, orl.labels[1:])
    with pytest.raises(ValueError, match="two numbers or more"):
        embedding_map(vectors[:, :1], orl.images, orl.labels)
    with pytest.raises(ValueError, match="n_people=9"):
        embedding_map(vectors, orl.images, orl.labels, n_people=9)
    with pytest.raises(ValueError, match="1 people have two photographs"):
        embedding_map(vectors[:11], orl.images[:11], orl.labels[:11], n_people=2)


def test_a_picture_stands_in_where_no_javascript_runs(orl, vectors):
    assert embedding_map(vectors, orl.images, orl.labels).static_png().startswith(b"\x89PNG")
