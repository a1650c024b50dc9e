import numpy as np

from facelab.detection.detection import Detection, enlarge, to_detections


def test_boxes_of_an_enlarged_image_are_those_of_the_original():
    image = np.random.default_rng(0).integers(0, 256, (10, 20, 3), np.uint8)
    assert enlarge(image, 0) is image and enlarge(image, 2).shape == (40, 80, 3)
    assert to_detections([[4, 8, 12, 16]], [0.5], upsample=2) == [Detection((1.0, 2.0, 3.0, 4.0), 0.5)]
    assert to_detections([], [], upsample=1) == []
