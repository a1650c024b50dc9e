import numpy as np
import pytest

from facelab.features import Eigenfaces
from facelab.plotting.drawings import face_sum


def test_the_last_picture_is_the_sum_of_the_others(orl):
    pca = Eigenfaces(3).fit(orl.images)
    vectors = pca.transform(orl.images[:1])
    ax = face_sum(pca.mean_.reshape(112, 92), pca.components_.reshape(-1, 112, 92), vectors[0])
    assert len(ax.images) == 5
    rebuilt = np.clip(pca.inverse_transform(vectors)[0], 0, 255)
    np.testing.assert_allclose(ax.images[-1].get_array(), rebuilt, atol=0.01)


def test_zero_is_middle_gray_and_signs_are_written():
    eigenfaces = np.array([[[0.0, 1.0]], [[-0.5, 0.0]]])
    ax = face_sum(np.full((1, 2), 100.0), eigenfaces, [20, -1234])
    assert ax.images[1].get_array()[0, 0] == ax.images[2].get_array()[0, 1] == 127.5
    written = [text.get_text() for text in ax.texts]
    assert written.count("+") == written.count("−") == 1 and "1,234 ×" in written
    assert (ax.images[-1].get_array() == [[255, 120]]).all()  # white cannot become whiter


def test_everything_is_on_the_sheet():
    ax = face_sum(np.zeros((112, 92)), np.ones((4, 112, 92)), np.arange(4))
    assert max(image.get_extent()[1] for image in ax.images) < ax.get_xlim()[1]


def test_a_number_for_each_eigenface():
    with pytest.raises(ValueError, match="is shorter than"):
        face_sum(np.zeros((4, 3)), np.ones((2, 4, 3)), [1.0])
