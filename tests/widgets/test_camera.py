import cv2
import numpy as np
import pytest
from sklearn.preprocessing import FunctionTransformer

from facelab.identification import Gallery, load_gallery
from facelab.widgets.camera import camera, name_faces


def thumbnails(crops):
    return np.stack([cv2.resize(crop, (12, 12), interpolation=cv2.INTER_AREA).ravel() / 255 for crop in crops])


def frame_of(*images):
    """A frame as of a camera: faces of ORL side by side, large enough for the detector."""
    gray = np.hstack([cv2.copyMakeBorder(image, 40, 40, 40, 40, cv2.BORDER_REPLICATE) for image in images])
    return np.repeat(cv2.resize(gray, None, fx=1.5, fy=1.5)[..., None], 3, axis=2)


def jpeg(frame):
    return cv2.imencode(".jpg", frame[:, :, ::-1])[1].tobytes()


@pytest.fixture
def gallery():
    return Gallery(FunctionTransformer(thumbnails), threshold=2.0)


@pytest.fixture
def ask(gallery, tmp_path):
    figure, sent = camera(gallery, tmp_path / "gallery.npz"), []
    figure.send = sent.append

    def asked(kind, frame, name=""):
        figure._handle_custom_msg({"kind": kind, "name": name}, [memoryview(jpeg(frame))])
        return sent[-1]

    return asked


def test_a_person_who_is_enrolled_is_named_and_another_one_is_not(orl, ask):
    assert ask("enrol", frame_of(orl.images[0]), "Ada")["done"].startswith("Ada is enrolled")
    both = ask("frame", frame_of(orl.images[0], orl.images[300]))["faces"]
    left, right = sorted(both, key=lambda face: face["box"][0])
    assert (left["name"], right["name"]) == ("Ada", "unknown")
    assert left["distance"] < 1 < 2 < right["distance"]
    assert left["box"][0] + left["box"][2] < 0.5 < right["box"][0]


def test_the_largest_face_is_enrolled_and_a_second_time_is_another_image(orl, ask, gallery):
    frame = frame_of(orl.images[0])
    small = cv2.resize(frame_of(orl.images[300]), (frame.shape[1] // 2, frame.shape[0] // 2))
    beside = np.hstack(
        [frame, cv2.copyMakeBorder(small, 0, frame.shape[0] - small.shape[0], 0, 0, cv2.BORDER_REPLICATE)]
    )
    ask("enrol", beside, "Ada")
    assert name_faces(gallery, frame)[0]["name"] == "Ada"
    ask("enrol", frame_of(orl.images[1]), "Ada")
    assert len(gallery) == 1 and [len(vectors) for vectors in gallery.people.values()] == [2]


@pytest.mark.parametrize(("name", "pixels", "reason"), [("", None, "type a name"), ("Ada", 0, "no face")])
def test_a_refusal_is_a_sentence_and_nobody_is_enrolled(orl, ask, gallery, name, pixels, reason):
    frame = frame_of(orl.images[0]) if pixels is None else np.zeros((200, 200, 3), np.uint8)
    answer = ask("enrol", frame, name)
    assert reason in answer["refused"] and answer["n_people"] == 0


def test_nothing_is_written_unless_asked(orl, ask, tmp_path):
    ask("enrol", frame_of(orl.images[0]), "Ada")
    ask("frame", frame_of(orl.images[0]))
    assert list(tmp_path.iterdir()) == []
    ask("save", frame_of(orl.images[0]))
    assert load_gallery(tmp_path / "gallery.npz").classes_.tolist() == ["Ada"]


def test_before_anybody_is_enrolled_faces_are_unknown(orl, gallery):
    assert [face["name"] for face in name_faces(gallery, frame_of(orl.images[0]))] == ["unknown"]


def test_a_gallery_of_vectors_cannot_see():
    with pytest.raises(ValueError, match="no embedder"):
        camera(Gallery())
