import numpy as np
import pytest

from facelab.plotting.drawings import pipeline

EYES = [[(31, 48), (70, 55)], [(16, 46), (50, 42)]]


def test_two_photographs_go_through_five_steps(orl):
    ax = pipeline(*orl.images[[346, 348]], EYES)
    written = [text.get_text() for text in ax.texts]
    assert written[:5] == ["detect", "align", "describe", "compare", "decide"]
    assert len(ax.images) == 4  # each photograph, and the face cut out of it


def test_the_eyes_of_both_faces_come_to_the_same_place():
    images = np.zeros((2, 112, 92), np.uint8)
    for image, eyes in zip(images, EYES, strict=True):
        for x, y in eyes:
            image[y - 2 : y + 3, x - 2 : x + 3] = 255
    crops = [np.asarray(image.get_array()) for image in pipeline(*images, EYES).images[1::2]]
    places = []
    for crop in crops:
        for half in np.split(crop, [crop.shape[1] // 2], axis=1):
            places.append(np.average(np.argwhere(half > 0), axis=0, weights=half[half > 0]))
    np.testing.assert_allclose(places[:2], places[2:], atol=0.6)
    assert places[0][0] == pytest.approx(places[1][0], abs=0.6)  # level
