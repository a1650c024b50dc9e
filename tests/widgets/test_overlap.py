import base64

import cv2
import numpy as np
import pytest

from facelab.detection import iou
from facelab.widgets.overlap import overlap

BOXES = [[10, 10, 50, 60], [30, 20, 70, 70]]


def test_the_browser_gets_the_photograph_and_both_boxes_in_its_pixels(orl):
    data = overlap(orl.images[3], np.array(BOXES) + 0.3).data
    sent = cv2.imdecode(
        np.frombuffer(base64.b64decode(data["image"].partition(",")[2]), np.uint8), cv2.IMREAD_GRAYSCALE
    )
    np.testing.assert_array_equal(sent, orl.images[3])
    assert (data["size"], data["boxes"], data["least"]) == ([92, 112], BOXES, 0.5)


@pytest.mark.parametrize("shape", [(112, 92), (90, 160, 3)])
def test_without_boxes_two_lie_inside_and_overlap_by_about_a_half(shape):
    first, second = overlap(np.zeros(shape, np.uint8)).data["boxes"]
    assert min(*first, *second) >= 0
    assert max(first[2], second[2]) <= shape[1] and max(first[3], second[3]) <= shape[0]
    assert 0.3 < iou([first], [second])[0, 0] < 0.6


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"boxes": BOXES[:1]}, "1 boxes are given"),
        ({"boxes": [BOXES[0], [10, 10, 13, 60]]}, "smaller than 4 pixels"),
        ({"boxes": [BOXES[0], [30, 20, 93, 70]]}, "beyond the image of 92 × 112"),
        ({"boxes": [BOXES[0], [30, 20, 20, 70]]}, "left < right"),
        ({"least": 0}, "least=0"),
    ],
)
def test_what_cannot_be_shown_is_refused(orl, options, message):
    with pytest.raises(ValueError, match=message):
        overlap(orl.images[0], **options)


def test_a_picture_stands_in_where_no_javascript_runs(orl):
    assert overlap(orl.images[0]).static_png().startswith(b"\x89PNG")
