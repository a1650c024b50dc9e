import subprocess
import sys

import numpy as np
import pytest
from sklearn.base import clone

from facelab.alignment import FaceAligner, align, landmarks
from facelab.datasets import LazyImages
from facelab.datasets.orl import orl_folder
from facelab.detection import detect


@pytest.fixture(scope="module")
def images(orl):
    """Two images with a face and, between them, one without."""
    return np.stack([orl.images[0], np.full_like(orl.images[0], 90), orl.images[100]])


def test_a_chip_is_detect_landmarks_align(orl):
    image = orl.images[0]
    expected = align(np.repeat(image[..., None], 3, axis=2), landmarks(image, detect(image)[0].box))
    np.testing.assert_array_equal(FaceAligner().transform(orl.images[:1]), [expected])


def test_raise_says_which_image(images):
    with pytest.raises(ValueError, match="no face was found in image 1"):
        FaceAligner().transform(images)


def test_center_uses_the_center_and_reports_it(images):
    aligned = FaceAligner(on_missing="center", size=64).align(images)
    assert aligned.chips.shape == (3, 64, 64, 3) and (aligned.chips[1] == 90).all()
    assert aligned.kept.tolist() == [0, 1, 2] and aligned.missing.tolist() == [1]


def test_skip_omits_the_image_and_reports_it(images):
    aligned = FaceAligner(on_missing="skip").align(images)
    assert len(aligned.chips) == 2 and aligned.kept.tolist() == [0, 2] and aligned.missing.tolist() == [1]
    assert FaceAligner(on_missing="skip").transform(images[1:2]).shape == (0, 150, 150, 3)


def test_of_several_faces_the_central_one_is_taken(orl):
    wall = np.full((260, 460), 120, np.uint8)
    wall[80:192, 180:272], wall[10:122, 340:432] = orl.images[0], orl.images[100]
    one_face = np.full_like(wall, 120)
    one_face[80:192, 180:272] = orl.images[0]
    both, one = (FaceAligner(upsample=1).transform(image[None]) for image in (wall, one_face))
    assert np.abs(both.astype(int) - one).mean() < 10


def test_several_faces_can_be_refused(orl):
    wall = np.full((2, 260, 460), 120, np.uint8)
    wall[:, 80:192, 180:272] = orl.images[0]
    wall[1, 10:122, 340:432] = orl.images[100]
    aligner = FaceAligner("yunet", on_several="raise")
    assert len(aligner.transform(wall[:1])) == 1
    with pytest.raises(ValueError, match="2 faces were found in image 1; cut one of them out"):
        aligner.transform(wall)
    with pytest.raises(ValueError, match="on_several='guess': expected one of center, raise"):
        FaceAligner(on_several="guess").transform(wall)


def test_a_second_detector_is_asked_where_the_first_finds_nothing(monkeypatch, images):
    asked = []

    def found(image, method, upsample):
        asked.append(method)
        return detect(image, "hog", upsample) if method == "cnn" else []

    monkeypatch.setattr("facelab.alignment.aligner.detect", found)
    assert len(FaceAligner("hog+cnn").transform(images[:1])) == 1 and asked == ["hog", "cnn"]


def test_lazy_images_and_clones(orl):
    lazy = LazyImages([orl_folder() / "s1" / f"{i}.pgm" for i in range(1, 4)], 112, 92)
    aligner = clone(FaceAligner(size=100, on_missing="center"))
    np.testing.assert_array_equal(aligner.fit(lazy).transform(lazy), aligner.transform(np.asarray(lazy[:])))


def test_unknown_policies_are_refused(images):
    with pytest.raises(ValueError, match="expected one of raise, center, skip"):
        FaceAligner(on_missing="guess").transform(images)


def test_unknown_detectors_are_refused_before_any_work(images):
    with pytest.raises(ValueError, match=r"detector='hog\+magic': expected haar, hog, mtcnn, cnn, yunet"):
        FaceAligner("hog+magic").transform(images[:1])


def test_each_detector_sees_the_image_as_it_is_then_doubled(monkeypatch):
    seen = []
    found = lambda _, method, doublings: seen.append((method, doublings))  # noqa: E731
    monkeypatch.setattr("facelab.alignment.aligner.detect", found)
    FaceAligner("hog+cnn", upsample=2, on_missing="center").transform(np.zeros((1, 90, 90), np.uint8))
    assert seen == [(method, doublings) for method in ("hog", "cnn") for doublings in (0, 1, 2)]


def test_the_center_of_an_image_that_is_not_square():
    wide, tall = np.zeros((1, 60, 100), np.uint8), np.zeros((1, 100, 60), np.uint8)
    wide[0, :, 20:80] = tall[0, 20:80] = 200
    for each in (wide, tall):
        assert (FaceAligner(size=30, on_missing="center").transform(each) == 200).all()


def test_size_and_padding_reach_the_chip(orl):
    image = np.repeat(orl.images[0][..., None], 3, axis=2)
    expected = align(image, landmarks(image, detect(image)[0].box), size=40, padding=0.8)
    np.testing.assert_array_equal(FaceAligner(size=40, padding=0.8).transform(orl.images[:1]), [expected])


@pytest.mark.parametrize(
    "options", [{"size": 0}, {"size": 20.5}, {"padding": -0.1}, {"padding": np.nan}, {"upsample": -1}]
)
def test_invalid_options_are_refused_even_where_there_is_no_face(options):
    with pytest.raises(ValueError, match=f"{next(iter(options))}=.*: expected"):
        FaceAligner(on_missing="center", **options).transform(np.zeros((1, 60, 60), np.uint8))


def test_keras_is_loaded_for_the_progress_bar_only():
    program = (
        "import sys, numpy, facelab.alignment as alignment\n"
        "loaded = lambda: [name for name in ('keras', 'tensorflow') if name in sys.modules]\n"
        "aligner = alignment.FaceAligner(on_missing='center', size=8)\n"
        "aligner.transform(numpy.zeros((199, 9, 9), 'uint8'))\n"
        "before = loaded()\n"
        "aligner.transform(numpy.zeros((200, 9, 9), 'uint8'))\n"
        "print(before, loaded())"
    )
    output = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout
    assert "200/200" in output and output.splitlines()[-1].endswith("[] ['keras', 'tensorflow']")


def test_a_chip_for_sface_is_opencvs_with_the_landmarks_at_its_template(orl):
    image = np.repeat(orl.images[0][..., None], 3, axis=2)
    chip = FaceAligner("yunet", upsample=1, size=112, template="sface").transform(image[None])[0]
    (face,) = detect(chip, "yunet", upsample=1)
    template = [[38.3, 51.7], [73.5, 51.5], [56.0, 71.7], [41.5, 92.4], [70.7, 92.2]]  # OpenCV's, after ArcFace's
    assert chip.shape == (112, 112, 3) and np.linalg.norm(np.array(face.landmarks) - template, axis=1).max() < 6


def test_dlibs_chip_of_a_face_that_yunet_found_is_close_to_that_of_hog(orl):
    one, other = (FaceAligner(name, upsample=1).transform(orl.images[:4]) for name in ("hog", "yunet"))
    assert np.abs(one.astype(int) - other).mean() < 12


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"template": "arcface"}, "template='arcface': expected dlib or sface"),
        ({"template": "sface"}, "needs detector='yunet' and size=112; found 'hog' and 150"),
        ({"template": "sface", "detector": "yunet"}, "found 'yunet' and 150"),
    ],
)
def test_templates_that_do_not_fit_are_refused(options, sentence):
    with pytest.raises(ValueError, match=sentence):
        FaceAligner(**options).transform(np.zeros((1, 60, 60), np.uint8))


@pytest.mark.parametrize("template", ["dlib", "sface"])
def test_guides_show_where_the_face_is(orl, template):
    faces = orl.images[:2]
    size = {"dlib": 150, "sface": 112}[template]
    aligner = FaceAligner("yunet", upsample=1, size=size, template=template, on_missing="center")
    dark = faces // 64  # nobody would find a face in it
    assert aligner.align(dark).missing.tolist() == [0, 1]
    guided = aligner.align(dark, guides=faces)
    assert len(guided.missing) == 0
    assert np.abs(guided.chips * 64.0 - aligner.align(faces).chips).mean() < 64
    np.testing.assert_array_equal(aligner.align(faces, guides=faces).chips, aligner.align(faces).chips)


@pytest.mark.parametrize(
    ("guides", "sentence"),
    [(np.zeros((1, 112, 92), np.uint8), "1 guides for 2 images"), (np.zeros((2, 112, 90), np.uint8), "its guide")],
)
def test_guides_that_do_not_fit(orl, guides, sentence):
    with pytest.raises(ValueError, match=sentence):
        FaceAligner(on_missing="center").align(orl.images[:2], guides)
