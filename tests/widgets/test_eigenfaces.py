import base64

import cv2
import numpy as np
import pytest

from facelab.features import Eigenfaces
from facelab.widgets.eigenfaces import eigenfaces


def unpack(packed):
    return np.frombuffer(base64.b64decode(packed["base64"]), packed["dtype"]).reshape(packed["shape"])


def smaller(images):
    return np.stack([cv2.resize(image, (46, 56), interpolation=cv2.INTER_AREA) for image in images])


@pytest.fixture(scope="module")
def people(orl):
    return orl.split_people(n_test=10, seed=0)


@pytest.fixture(scope="module")
def data(people):
    train, test = people
    return eigenfaces(train.images, test.images[0]).data


@pytest.fixture(scope="module")
def pca(people):
    return Eigenfaces(60).fit(smaller(people[0].images))


def test_faces_rebuilt_from_what_is_sent_are_those_of_eigenfaces_within_the_quantization(people, data, pca):
    sent = unpack(data["eigenfaces"]).reshape(60, -1) * unpack(data["scales"])[:, None]
    np.testing.assert_allclose(np.linalg.norm(sent, axis=1), 1, atol=2e-3)
    unseen = smaller(people[1].images[:20]).reshape(20, -1)
    mean = unpack(data["mean"]).ravel()
    vectors = pca.transform(unseen.reshape(-1, 56, 46))
    np.testing.assert_allclose((unseen - mean) @ sent.T, vectors, atol=25)  # they reach thousands
    for k in (0, 5, 60):
        expected = pca.inverse_transform(vectors[:, :k])
        rebuilt = mean + (unseen - mean) @ sent[:k].T @ sent[:k]
        assert np.abs(rebuilt - expected.reshape(20, -1)).mean() < 0.5  # gray values


def test_the_face_and_the_spread_along_each_eigenface(people, data, pca):
    np.testing.assert_array_equal(unpack(data["face"]), smaller(people[1].images[:1])[0])
    spread = pca.transform(smaller(people[0].images)).std(axis=0, ddof=1)
    np.testing.assert_allclose(unpack(data["deviations"]), spread, rtol=1e-3)


def test_the_distances_are_medians_over_pairs_of_training_faces(people, data, pca):
    vectors = pca.transform(smaller(people[0].images))
    sent = unpack(data["distances"])
    assert sent[0] == 0 and len(sent) == 61
    for k in (1, 20, 60):
        apart = np.linalg.norm(vectors[:, None, :k] - vectors[None, :, :k], axis=2)
        assert sent[k] == pytest.approx(np.median(apart[np.triu_indices(300, 1)]), rel=0.05)  # 200 of the 300 faces


def test_few_small_images_give_as_many_eigenfaces_as_there_are(orl):
    few = orl.images[::50, ::4, ::4]
    data = eigenfaces(few, few[0]).data
    assert unpack(data["eigenfaces"]).shape[0] == 7
    np.testing.assert_array_equal(unpack(data["face"]), few[0])


def test_a_photograph_of_another_size_is_refused(orl):
    with pytest.raises(ValueError, match="same height and width"):
        eigenfaces(orl.images, orl.images[0, ::2])
    with pytest.raises(ValueError, match="expected gray images"):
        eigenfaces(np.zeros((3, 20, 20, 3), np.uint8), np.zeros((20, 20, 3), np.uint8))


def test_a_picture_stands_in_where_no_javascript_runs(orl):
    assert eigenfaces(orl.images[::20], orl.images[1]).static_png().startswith(b"\x89PNG")


def test_it_begins_with_the_part_that_is_asked_for(orl):
    few = orl.images[::50]
    assert eigenfaces(few, few[0]).state == {"part": "mix a face"}
    assert eigenfaces(few, few[0], part="rebuild a face").state == {"part": "rebuild a face"}
    with pytest.raises(ValueError, match="part='rebuild': expected one of 'mix a face', 'rebuild a face'"):
        eigenfaces(few, few[0], part="rebuild")


def test_each_part_has_a_picture_of_its_own(orl):
    few = orl.images[::20]
    mixed, rebuilt = (eigenfaces(few, few[0], part=part).static_png() for part in ("mix a face", "rebuild a face"))
    assert mixed != rebuilt and rebuilt.startswith(b"\x89PNG")


def test_the_picture_of_mixes_shows_the_training_people_alone_and_the_same_random_faces_each_time(orl):
    few = orl.images[::20]
    mixed, of_another = (eigenfaces(few, orl.images[i]).static_png() for i in (1, 2))
    assert mixed == of_another
