import cv2

from facelab.detection import detect


def test_a_low_threshold_shows_what_hog_is_less_certain_of(orl):
    small = cv2.resize(orl.images[10], (70, 85), interpolation=cv2.INTER_AREA)
    assert len(detect(small, score_threshold=-0.5)) > len(detect(small)) == 0
