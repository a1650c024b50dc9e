import numpy as np

from facelab.plotting.drawings import detection_tasks


def test_one_box_is_localized_and_all_are_detected():
    face, scene = np.zeros((112, 92), np.uint8), np.zeros((128, 128), np.uint8)
    ax = detection_tasks(face, scene, [[0, 0, 30, 40], [50, 50, 80, 90], [90, 10, 120, 50]])
    frames = [patch for patch in ax.patches if type(patch).__name__ == "Rectangle"]
    assert len(frames) == 1 + 3 and len(ax.images) == 3
    assert [text.get_text() for text in ax.texts][::2] == ["classification", "localization", "detection"]
