import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facelab.presentation_attacks import ATTACKS, Camera, recapture_bona_fide
from facelab.presentation_attacks.camera import photograph_all, to_light, to_values

OFF = (0, 0)
IDEAL = Camera(degrees=OFF, zoom=(1, 1), shift=OFF, blur=OFF, uneven_light=OFF, exposure=(1, 1), noise=OFF)
STAGES = [recapture_bona_fide, *ATTACKS.values()]


def strongest_frequency(image):
    """Find the frequency of a gray image, apart from its mean, that has most power: cycles down and right."""
    spectrum = np.abs(np.fft.rfft2(image - image.mean()))
    down, right = np.unravel_index(spectrum.argmax(), spectrum.shape)
    return min(down, len(image) - down), right


@settings(max_examples=30)
@given(st.integers(0, 2), st.integers(1, 12), st.sampled_from([2, 7, 12]), st.booleans(), st.sampled_from(STAGES))
def test_shape_and_dtype_stay(n, height, width, color, stage):
    images = np.full((n, height, width, 3)[: 4 if color else 3], 90, np.uint8)
    seen = stage(images, np.random.default_rng(0))
    assert seen.shape == images.shape and seen.dtype == np.uint8


@pytest.mark.parametrize("stage", STAGES)
def test_each_image_draws_its_own_values_in_order(orl, stage):
    images = orl.images[[0, 0, 0]]
    seen = stage(images, np.random.default_rng(0))
    assert (seen[0] != seen[1]).mean() > 0.3
    np.testing.assert_array_equal(stage(images[:2], np.random.default_rng(0)), seen[:2])


def test_an_ideal_camera_shows_what_is_there(orl):
    squares = np.arange(60, 160, dtype=np.uint8).reshape(1, 10, 10)
    seen = photograph_all(
        lambda image, _: to_light(image.repeat(6, 0).repeat(6, 1)), squares, np.random.default_rng(0), IDEAL
    )
    assert np.abs(seen.astype(int) - squares).max() <= 2
    faces = recapture_bona_fide(orl.images[:3], np.random.default_rng(0), IDEAL)
    assert np.abs(faces.astype(int) - orl.images[:3]).mean() < 3


def test_frequencies_above_half_the_sensors_come_back_as_lower_ones():
    """102 cycles across 128 of the sensor's pixels look like 128 − 102 = 26."""
    waves = 0.5 + 0.5 * np.cos(2 * np.pi * 102 * (np.arange(512) + 0.5) / 512)
    scene = np.tile(waves.astype(np.float32), (512, 1))
    image = np.full((64, 64), 188, np.uint8)
    assert strongest_frequency(IDEAL.photograph(scene, image, np.random.default_rng(0))) == (0, 26)
    blurred = Camera(**{**vars(IDEAL), "blur": (2, 2)}).photograph(scene, image, np.random.default_rng(0))
    assert np.ptp(blurred) < 8


def test_exposure_noise_and_uneven_light():
    image = np.full((1, 80, 80), 150, np.uint8)
    see = lambda **changed: recapture_bona_fide(image, np.random.default_rng(0), Camera(**{**vars(IDEAL), **changed}))  # noqa: E731
    light = to_light(image).mean()
    assert to_light(see(exposure=(0.5, 0.5))).mean() == pytest.approx(light / 2, rel=0.01)
    assert to_light(see(noise=(0.06, 0.06))).std() == pytest.approx(0.06 * np.sqrt(light) / 2, rel=0.05)  # mean of four
    uneven = to_light(see(uneven_light=(0.4, 0.4)))
    assert uneven.max() / uneven.min() == pytest.approx(1.4 / 0.6, rel=0.1)
    assert uneven.mean() == pytest.approx(light, rel=0.01)


def test_the_scene_is_turned_zoomed_and_shifted():
    image = np.zeros((1, 60, 60), np.uint8)
    image[0, 28:32, 43:47] = 200  # 15 pixels to the right of the center

    def place(**changed):
        seen = recapture_bona_fide(image, np.random.default_rng(0), Camera(**{**vars(IDEAL), **changed}))[0]
        return np.mean(np.nonzero(seen > 100), axis=1) - 29.5

    np.testing.assert_allclose(place(), [0, 15], atol=0.5)
    np.testing.assert_allclose(place(degrees=(90, 90)), [-15, 0], atol=0.5)
    np.testing.assert_allclose(place(zoom=(1.5, 1.5)), [0, 22.5], atol=0.5)
    np.testing.assert_allclose(place(shift=(0.1, 0.1)), [-6, 9], atol=0.5)


def test_light_and_values_are_inverse():
    values = np.arange(256, dtype=np.uint8)
    np.testing.assert_array_equal(to_values(to_light(values)), values)
    np.testing.assert_array_equal(to_values(np.array([-1.0, 2.0])), [0, 255])


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"blur": (-1, 1)}, "blur=.*of at least 0"),
        ({"noise": (0.2, 0.1)}, "noise=.*the lowest and the highest"),
        ({"zoom": (0, 1)}, "zoom=.*of at least 0.1"),
        ({"zoom": (1, np.inf)}, "zoom="),
        ({"exposure": (np.nan, 1)}, "exposure="),
        ({"uneven_light": (0, 2)}, "uneven_light=.*from 0 to 1"),
        ({"shift": (-2, 0)}, "shift=.*from -1 to 1"),
    ],
)
def test_impossible_cameras(changed, sentence):
    with pytest.raises(ValueError, match=sentence):
        recapture_bona_fide(np.zeros((1, 8, 8), np.uint8), np.random.default_rng(0), Camera(**changed))


@pytest.mark.parametrize("stage", STAGES)
def test_other_images_are_refused(orl, stage):
    with pytest.raises(TypeError, match="expected a uint8"):
        stage(orl.images / 255, np.random.default_rng(0))
    with pytest.raises(ValueError, match=r"Pass image\[None\]"):
        stage(orl.images[0], np.random.default_rng(0))
