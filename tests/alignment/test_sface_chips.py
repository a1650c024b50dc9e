import numpy as np
import pytest

from facelab.alignment.sface_chips import sface_chip
from facelab.detection import Detection, detect


def test_a_chip_of_a_face_and_none_without_landmarks(orl):
    image = np.repeat(orl.images[0][..., None], 3, axis=2)
    (face,) = detect(image, "yunet")
    assert sface_chip(image, face).shape == (112, 112, 3)
    with pytest.raises(ValueError, match="no landmarks"):
        sface_chip(image, Detection(face.box, 1.0))
