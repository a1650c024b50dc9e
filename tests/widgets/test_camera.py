import cv2
import numpy as np
import pytest
from sklearn.preprocessing import FunctionTransformer

from facelab.detection import NotOneFaceError
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
    assert ask("enroll", frame_of(orl.images[0]), "Ada")["done"].startswith("Ada is enrolled")
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
    ask("enroll", beside, "Ada")
    assert name_faces(gallery, frame)[0]["name"] == "Ada"
    ask("enroll", frame_of(orl.images[1]), "Ada")
    assert len(gallery) == 1 and [len(vectors) for vectors in gallery.people.values()] == [2]


@pytest.mark.parametrize(
    ("name", "pixels", "reason"), [("", None, "type a name"), ("A" * 41, None, "at most 40"), ("Ada", 0, "no face")]
)
def test_a_refusal_is_a_sentence_and_nobody_is_enrolled(orl, ask, gallery, name, pixels, reason):
    frame = frame_of(orl.images[0]) if pixels is None else np.zeros((200, 200, 3), np.uint8)
    answer = ask("enroll", frame, name)
    assert reason in answer["refused"] and answer["n_people"] == 0


def test_nothing_is_written_unless_asked(orl, ask, tmp_path):
    ask("enroll", frame_of(orl.images[0]), "Ada")
    ask("frame", frame_of(orl.images[0]))
    assert list(tmp_path.iterdir()) == []
    ask("save", frame_of(orl.images[0]))
    assert load_gallery(tmp_path / "gallery.npz").classes_.tolist() == ["Ada"]


def test_before_anybody_is_enrolled_faces_are_unknown(orl, gallery):
    assert [face["name"] for face in name_faces(gallery, frame_of(orl.images[0]))] == ["unknown"]


def test_a_gallery_of_vectors_cannot_see():
    with pytest.raises(ValueError, match="no embedder"):
        camera(Gallery())


def fails_with(error):
    def embed(crops):
        raise error

    gallery = Gallery(FunctionTransformer(embed), threshold=2.0)
    gallery.embedder, embedder = FunctionTransformer(thumbnails), gallery.embedder
    gallery.add("Ada", np.zeros((1, 24, 24, 3), np.uint8))
    gallery.embedder = embedder
    return gallery


def test_a_face_that_the_embedder_does_not_find_again_is_unknown(orl):
    gallery = fails_with(NotOneFaceError(0, "no face was found", "give another one"))
    assert [face["name"] for face in name_faces(gallery, frame_of(orl.images[0]))] == ["unknown"]


def test_every_frame_gets_an_answer_for_the_browser_waits_for_it(orl):
    figure, sent = camera(fails_with(TypeError("of another kind"))), []
    figure.send = sent.append
    figure._handle_custom_msg({"kind": "frame"}, [memoryview(jpeg(frame_of(orl.images[0])))])
    assert sent[0]["refused"] == "of another kind"


def test_two_people_cheek_to_cheek_are_asked_to_come_one_by_one(orl):
    refuses = fails_with(NotOneFaceError(0, "2 faces were found", "cut one of them out"))
    figure, sent = camera(refuses), []
    figure.send = sent.append
    figure._handle_custom_msg({"kind": "enroll", "name": "Bo"}, [memoryview(jpeg(frame_of(orl.images[0])))])
    assert "one person look into the camera alone" in sent[0]["refused"] and len(refuses) == 1


@pytest.mark.parametrize("picture", [b"", b"no picture"])
def test_what_is_no_picture_is_refused(gallery, picture):
    figure, sent = camera(gallery), []
    figure.send = sent.append
    figure._handle_custom_msg({"kind": "frame"}, [memoryview(picture)])
    assert sent[0]["refused"] == "the picture cannot be read."
