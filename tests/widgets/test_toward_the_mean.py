import cv2
import numpy as np
import pytest

from facelab.alignment import similarity
from facelab.widgets.toward_the_mean import AMOUNTS, CORNERS_AND_NOSE, part_of_the_way, toward_the_mean

rng = np.random.default_rng(0)
SHAPE = rng.uniform(15, 95, (68, 2))
LANDMARKS = similarity(SHAPE, 0.8 * SHAPE @ np.array([[0.9, 0.3], [-0.3, 0.9]]) + [20, 5])(SHAPE)
FIVE = list(CORNERS_AND_NOSE)


def embed(images):
    return images.reshape(len(images), -1)[:, ::7] / 255


@pytest.mark.parametrize("part", [-0.5, 0, 0.5, 1])
@pytest.mark.parametrize("axis", [0, 1])
def test_a_landmark_goes_as_far_as_it_is_told(part, axis):
    landmarks = LANDMARKS.copy()
    landmarks[30] += [3, -2]  # no anchor: the others stay on the mean shape
    landed = similarity(SHAPE[FIVE], landmarks[FIVE]).inverse()(landmarks)[30]
    goal = landed + part * (SHAPE[30] - landed)
    tells_its_place = np.indices((140, 140), np.uint8)[1 - axis]  # a pixel's gray is its x, or its y
    picture = part_of_the_way(tells_its_place, landmarks, SHAPE, part)
    there = cv2.getRectSubPix(picture, (1, 1), tuple(goal))[0, 0]
    assert there == pytest.approx(landmarks[30, axis], abs=1.2)


def test_a_face_of_the_mean_shape_stays_as_it_is():
    image = np.indices((140, 140), np.uint8).sum(axis=0, dtype=np.uint8)
    pictures = [part_of_the_way(image, LANDMARKS, SHAPE, part).astype(int) for part in AMOUNTS]
    assert max(np.abs(picture - pictures[0]).max() for picture in pictures) <= 1


def test_distances_are_those_to_the_front_view_warped_the_whole_way(orl):
    landmarks = np.clip(LANDMARKS, 0, 91)
    front, other = (orl.images[0], landmarks), (orl.images[10], landmarks + 1.5)
    first, second = toward_the_mean(embed, front, {"front": front, "other": other}, SHAPE, 5).data["changes"]
    assert (first["name"], second["name"]) == ("front", "other") and first["amounts"] == list(AMOUNTS)
    assert first["distances"][-1] == 0 and first["distances"][first["unchanged"]] > 0
    pictures = [part_of_the_way(*front, SHAPE, 1), part_of_the_way(*other, SHAPE, 0.25)]
    assert second["distances"][3] == pytest.approx(np.linalg.norm(np.subtract(*embed(np.stack(pictures)))))


def test_what_cannot_be_warped_is_refused(orl):
    front = orl.images[0], LANDMARKS
    with pytest.raises(ValueError, match="no photographs"):
        toward_the_mean(embed, front, {}, SHAPE, 5)
    with pytest.raises(ValueError, match=r"expected both \(68, 2\)"):
        toward_the_mean(embed, front, {"five": (orl.images[0], LANDMARKS[:5])}, SHAPE, 5)
