import matplotlib.pyplot as plt
import numpy as np
import pytest

from facelab.features import Eigenfaces
from facelab.plotting import eigenfaces, faces_grid, faces_sheet, lbp_image, reconstruction


def shown(ax):
    return ax.get_images()[0].get_array()


def test_draws_on_the_given_axes():
    _, (first, second) = plt.subplots(1, 2)
    assert faces_grid(np.zeros((3, 4, 4), np.uint8), ax=first) is first
    assert first.get_images() and not second.get_images()


def test_every_face_is_in_its_place(orl):
    canvas = shown(faces_grid(orl.images[:7], columns=3))
    assert canvas.shape == (3 * 116, 3 * 96)
    for i in range(7):
        row, column = divmod(i, 3)
        assert (canvas[row * 116 :, column * 96 :][:112, :92] == orl.images[i]).all()


def test_titles_and_color(orl):
    rgb = np.repeat(orl.images[:2, ..., None], 3, axis=-1)
    ax = faces_grid(rgb, titles=["a", "b"])
    assert [text.get_text() for text in ax.texts] == ["a", "b"]
    assert shown(ax).shape[-1] == 3


def test_a_sheet_shows_every_pixel_and_enlarges_by_a_whole_number(orl):
    figure = faces_sheet(orl.images[:3], ["a", "b", "c"], columns=2, scale=2).get_figure()
    figure.canvas.draw()
    drawn = np.asarray(figure.canvas.buffer_rgba())[..., 0]
    assert drawn.shape[1] == 2 * 2 * 96
    face = np.repeat(np.repeat(orl.images[0], 2, axis=0), 2, axis=1)
    top = 2 * 22  # the first title
    np.testing.assert_allclose(drawn[top : top + 224, :184].astype(int), face, atol=1)


def test_eigenfaces_show_the_mean_and_zero_as_middle_gray(orl):
    pca = Eigenfaces(3).fit(orl.images)
    ax = eigenfaces(pca, n=3, columns=4)
    assert [text.get_text() for text in ax.texts] == ["mean", "1", "2", "3"]
    mean = shown(ax)[22 : 22 + 112, :92]
    assert np.abs(mean - orl.images.mean(axis=0)).max() <= 0.5


def test_reconstruction_ends_with_the_face_itself(orl):
    few = orl.images[:4]
    ax = reconstruction(Eigenfaces().fit(few), few[0], counts=[0, 3])
    canvas = shown(ax)[22 : 22 + 112].astype(int)
    assert np.abs(canvas[:, :92] - canvas[:, 2 * 96 : 2 * 96 + 92]).max() <= 1
    assert [text.get_text() for text in ax.texts] == ["original", "k = 0", "k = 3"]


def test_lbp_image_shows_image_and_patterns(orl):
    assert shown(lbp_image(orl.images[0], points=16, radius=2)).shape == (112 + 22 + 4, 2 * 96)


def test_nothing_to_show():
    with pytest.raises(ValueError, match="no images to show"):
        faces_grid([])


def test_no_empty_band_stands_above_the_first_titles(orl):
    ax = faces_grid(orl.images[:2], titles=["a", "b"], columns=1)
    assert ax.get_ylim() == (2 * (22 + 112 + 4) - 0.5, 22 - 0.5)


def test_titles_of_several_lines_have_room(orl):
    _, axes = plt.subplots(1, 2)
    one, three = (
        shown(faces_grid(orl.images[:2], [title] * 2, ax=ax)) for title, ax in zip(("a", "a\nb\nc"), axes, strict=True)
    )
    assert three.shape[0] - one.shape[0] == 2 * (112 // 5)


def test_eigenfaces_of_rows_cannot_be_shown(orl):
    pca = Eigenfaces(3).fit(orl.images[:9].reshape(9, -1))
    with pytest.raises(ValueError, match="fitted on rows, so they cannot be shown"):
        eigenfaces(pca)
