import numpy as np

from facelab.plotting.drawings import detection_tasks


def test_one_box_is_localized_and_all_are_detected():
    face, scene = np.zeros((112, 92), np.uint8), np.zeros((128, 128), np.uint8)
    boxes = [[0, 0, 30, 40], [50, 50, 80, 90], [90, 10, 120, 50]]
    ax = detection_tasks(face, scene, [20, 20, 60, 70], scene, boxes)
    frames = [patch for patch in ax.patches if type(patch).__name__ == "Rectangle"]
    assert len(frames) == 1 + 3 and len(ax.images) == 3
    assert [text.get_text() for text in ax.texts][::2] == ["classification", "localization", "detection"]


def test_a_frame_lies_where_its_face_is():
    scene = np.zeros((100, 100), np.uint8)
    ax = detection_tasks(scene, scene, [0, 0, 100, 50], scene, np.empty((0, 4)))
    frame = next(patch for patch in ax.patches if type(patch).__name__ == "Rectangle")
    left, right, bottom, top = ax.images[1].get_extent()
    assert np.allclose(
        frame.get_extents().get_points(), ax.transData.transform([(left, (bottom + top) / 2), (right, top)])
    )
