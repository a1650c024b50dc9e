import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from facelab.augmentation.camera import jpeg, low_resolution, turn
from facelab.datasets import load_orl

IMAGES = arrays(np.uint8, st.one_of(array_shapes(min_dims=3, max_dims=3, max_side=12), st.just((2, 20, 17, 3))))


@pytest.fixture(scope="module")
def faces():
    return load_orl().images[:3]


@settings(deadline=None)
@given(IMAGES)
def test_the_shape_stays_and_the_weakest_strength_changes_nothing(images):
    np.testing.assert_array_equal(low_resolution(images, images.shape[1] + 2), images)
    for changed in (low_resolution(images, 2), jpeg(images, 1), turn(images, 60)):
        assert changed.shape == images.shape and changed.dtype == np.uint8


def test_no_more_detail_is_left_than_the_pixels_can_hold(faces):
    window = np.hanning(112)[:, None]  # or the jump from the last row to the first is a high frequency, too
    spectra = [np.abs(np.fft.fft2(images * window)) for images in (low_resolution(faces, 14), faces)]
    left, before = (spectrum[:, 14 : 112 - 14].sum() for spectrum in spectra)  # 14 rows hold up to 7 waves
    assert left < 0.1 * before


def test_jpeg_is_opencvs_in_gray_and_in_rgb(faces):
    rgb = np.stack([faces, faces // 2, 255 - faces], axis=3)
    bgr = cv2.imdecode(cv2.imencode(".jpg", rgb[1, ..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 10])[1], cv2.IMREAD_COLOR)
    np.testing.assert_array_equal(jpeg(rgb, 10)[1], bgr[..., ::-1])
    error = [np.abs(jpeg(faces, quality).astype(float) - faces).mean() for quality in (100, 30, 8, 1)]
    assert error[0] < 1 and error == sorted(error)


def test_a_turned_head_is_a_cylinder_seen_from_the_side():
    ramp = np.tile(np.arange(101, dtype=np.uint8), (1, 3, 1))  # the column is the gray value
    for degrees in (-40, 0, 25):
        x = np.linspace(-1, 1, 101)
        angle = np.rad2deg(np.arcsin(x)) - degrees
        seen = np.abs(angle) <= 90
        expected = 50 + 50 * np.sin(np.deg2rad(angle))
        np.testing.assert_allclose(turn(ramp, degrees)[0, 1, seen], expected[seen], atol=0.6)


def test_turning_back_brings_back_what_was_never_hidden(faces):
    back = turn(turn(faces, 20), -20).astype(float)
    assert np.abs(back - faces)[:, :, 30:60].mean() < 3


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda images: low_resolution(images, 1), "2 pixels or more"),
        (lambda images: jpeg(images, 0), "1 to 100"),
        (lambda images: turn(images, 90), "-60 to 60"),
        (lambda images: turn(images, np.nan), "-60 to 60"),
    ],
)
def test_impossible_strengths_are_refused(faces, change, message):
    with pytest.raises(ValueError, match=message):
        change(faces)


def test_no_images_stay_none():
    nothing = np.empty((0, 30, 20), np.uint8)
    assert all(
        change.shape == nothing.shape for change in (low_resolution(nothing, 5), jpeg(nothing, 9), turn(nothing, 9))
    )
