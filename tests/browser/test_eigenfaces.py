import cv2
import numpy as np
import pytest

from facelab.augmentation import shift, side_light
from facelab.augmentation.photometric import brightness, contrast
from facelab.features import Eigenfaces
from tests.browser.reading import click_at, pixels, read_number

TITLE = "Eigenfaces of 300 photographs"
FIGURE = """
from facelab import widgets
from facelab.datasets import load_orl

train, test = load_orl().split_people(n_test=10, seed=0)
figure = widgets.eigenfaces(train.images, test.images[0])
"""
QUANTIZED = 0.3  # gray values; the eigenfaces are sent as whole numbers


@pytest.fixture(scope="module")
def fitted():
    names = {}
    exec(FIGURE, names)

    def smaller(images):
        return np.stack([cv2.resize(image, (46, 56), interpolation=cv2.INTER_AREA) for image in images])

    return Eigenfaces(60).fit(smaller(names["train"].images)), smaller(names["test"].images[:1])


def error(pca, face, k):
    return np.sqrt(np.square(pca.inverse_transform(pca.transform(face)[:, :k]) - face).mean())


def test_a_face_is_mixed_from_standard_deviations_along_eigenfaces(figure, fitted, time_step):
    pca, _ = fitted
    figure.get_by_label("what to do").select_option("mix a face")
    figure.get_by_role("button", name="mean face").click()
    np.testing.assert_allclose(pixels(figure, "the mixed face"), pca.mean_.reshape(56, 46), atol=1)
    slider = figure.get_by_label("eigenface 1", exact=True)
    slider.focus()
    slider.press("End")
    figure.get_by_label("eigenface 3", exact=True).fill("-1.5")
    weights = np.zeros((1, 10))
    weights[0, [0, 2]] = np.array([3, -1.5]) * np.sqrt(pca.explained_variance_[[0, 2]])
    expected = np.clip(pca.inverse_transform(weights)[0], 0, 255)
    np.testing.assert_allclose(pixels(figure, "the mixed face"), expected, atol=3)
    assert "+3.0 of eigenface 1, −1.5 of eigenface 3" in figure.locator("p[role=status]").first.inner_text()
    time_step(slider)


def test_the_photographed_face_is_mixed_as_well_as_ten_eigenfaces_can(figure, fitted):
    figure.get_by_label("what to do").select_option("mix a face")
    figure.get_by_role("button", name="the photographed face").click()
    assert read_number(figure, "photograph rebuilt from 10") == pytest.approx(error(*fitted, k=10), abs=QUANTIZED)
    assert read_number(figure, "difference from the photograph") == pytest.approx(
        read_number(figure, "photograph rebuilt from 10"), abs=QUANTIZED
    )
    figure.get_by_role("button", name="random face").click()
    assert read_number(figure, "difference from the photograph") > read_number(figure, "photograph rebuilt from 10") + 1


def test_the_error_is_that_of_eigenfaces_under_any_light_and_shift(figure, fitted):
    pca, face = fitted
    figure.get_by_label("what to do").select_option("rebuild a face")
    count = figure.get_by_label("eigenfaces k", exact=True)
    for k in (0, 20, 60):
        count.fill(str(k))
        assert read_number(figure, "root mean square error") == pytest.approx(error(pca, face, k), abs=QUANTIZED)
    count.fill("30")
    for label, value in {"light from the right": "0.4", "brightness": "25", "contrast": "1.3"}.items():
        figure.get_by_label(label, exact=True).fill(value)
    figure.get_by_label("shift to the right", exact=True).fill("-3")
    figure.get_by_label("shift down", exact=True).fill("2")
    changed = contrast(brightness(side_light(shift(face, -3, 2), 0.4), 25), 1.3)
    np.testing.assert_array_equal(pixels(figure, "the face"), changed[0])
    assert read_number(figure, "root mean square error") == pytest.approx(error(pca, changed, 30), abs=QUANTIZED)
    moved = np.linalg.norm((pca.transform(changed) - pca.transform(face))[0, :30])
    assert read_number(figure, "coordinates moved by") == pytest.approx(moved, rel=0.01)


def test_the_mouse_shifts_the_face_and_a_button_takes_all_changes_back(figure):
    figure.get_by_label("what to do").select_option("rebuild a face")
    figure.get_by_role("button", name="as photographed").click()
    assert read_number(figure, "coordinates moved by") == 0
    slider = figure.get_by_label("shift to the right", exact=True)
    slider.scroll_into_view_if_needed()
    click_at(slider, 0.9)
    assert read_number(figure, "coordinates moved by") > 500
    assert read_number(figure, "root mean square error") > read_number(figure, "as photographed")
    figure.get_by_role("button", name="as photographed").click()
    assert (
        read_number(figure, "root mean square error") == read_number(figure, "as photographed")
        and slider.input_value() == "0"
    )
