import cv2
import numpy as np
import pytest
from sklearn.base import clone
from sklearn.pipeline import make_pipeline

from facelab.alignment import FaceAligner
from facelab.opencv_models import opencv_model
from facelab.sface import SFace


@pytest.fixture(scope="module")
def chips(orl):
    return FaceAligner("yunet", upsample=1, size=112, template="sface").transform(orl.images[[0, 1, 10]])


def test_it_agrees_with_opencvs_own_match(chips):
    one, same, other = SFace().transform(chips)
    network = cv2.FaceRecognizerSF.create(str(opencv_model("sface")), "")
    features = [network.feature(np.ascontiguousarray(chip[..., ::-1])).copy() for chip in chips]
    for left, right, vectors in ((0, 1, (one, same)), (0, 2, (one, other))):
        cosine = network.match(features[left], features[right], cv2.FaceRecognizerSF_FR_COSINE)
        assert np.dot(*vectors) == pytest.approx(cosine, abs=1e-5)
    assert one @ same > 0.363 > one @ other  # the threshold in OpenCV's example


def test_mirroring_is_the_mean_of_a_chip_and_its_mirror_image(chips):
    both = SFace(mirror=True)
    vectors = both.transform(chips)
    assert vectors.dtype == np.float32 and np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    np.testing.assert_allclose(both.transform(chips[:, :, ::-1]), vectors, atol=1e-5)
    assert not np.allclose(vectors, SFace().transform(chips), atol=1e-3)


def test_in_a_pipeline_and_cloned(orl):
    aligner = FaceAligner("yunet", upsample=1, size=112, template="sface")
    assert clone(make_pipeline(aligner, SFace())).transform(orl.images[:1]).shape == (1, 128)
    assert SFace().transform(np.empty((0, 112, 112, 3), np.uint8)).shape == (0, 128)


@pytest.mark.parametrize("shape", [(1, 112, 112), (1, 150, 150, 3)])
def test_other_chips_are_refused(shape):
    with pytest.raises(ValueError, match=r"SFace expects chips of \(112, 112, 3\), found"):
        SFace().transform(np.zeros(shape, np.uint8))
