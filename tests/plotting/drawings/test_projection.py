import numpy as np

from facelab.plotting.drawings import projection

A, B = (1, 0), (1, 2)


def points_on(ax):
    return [line.get_xydata() for line in ax.lines if line.get_marker() in ("o", "s") and line.get_markersize() == 6]


def drawn(first, second, chosen):
    images = np.zeros((len(first), 3, 3), np.uint8)
    images[:, 1, 0], images[:, 1, 2] = first, second
    return projection(images, (A, B), chosen)


def test_the_foot_is_where_a_right_angle_meets_the_line():
    rng = np.random.default_rng(0)
    first = rng.integers(40, 200, 50)
    ax = drawn(first, np.clip(first + rng.integers(-30, 30, 50), 0, 255), chosen=7)
    mean, foot, point = (each[0] for each in points_on(ax))
    assert np.dot(foot - mean, point - foot) < 1e-9
    assert np.linalg.norm(point - foot) > 0


def test_a_face_on_the_line_is_its_own_foot():
    first = np.arange(50, 200, 10)
    _, foot, point = points_on(drawn(first, first // 2, chosen=3))
    np.testing.assert_allclose(foot, point, atol=1e-9)


def test_every_face_is_a_point(orl):
    ax = projection(orl.images, ((68, 26), (68, 64)))
    assert len(ax.collections[0].get_offsets()) == 400 and len(ax.images) == 1
    written = [text.get_text() for text in ax.texts]
    assert {"A", "B", "gray value of pixel A", "gray value of pixel B"} <= set(written)
    assert [written.count(str(gray)) for gray in (0, 50, 100, 150, 200, 250)] == [2] * 6  # on both axes


def test_no_name_stands_on_the_dotted_piece():
    on_the_line = np.arange(60, 136, 4)
    for other_cheek in (40, 200):
        ax = drawn(np.append(on_the_line, 100), np.append(on_the_line, other_cheek), chosen=19)
        foot, point = (each[0] for each in points_on(ax)[1:])
        names = {text.get_text(): text for text in ax.texts}
        away = np.sign((point - foot)[1])
        assert np.sign(names["$x$"].xyann[1]) == away and np.sign(names["$\\hat x$"].xyann[1]) == -away
