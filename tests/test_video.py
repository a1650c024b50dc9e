import numpy as np
import pytest

from facelab.video import pool_frames, sharpness, simulate_frames, vote


def test_frames_begin_small_and_blurred_and_end_as_the_photograph(orl):
    image = orl.images[0]
    frames = simulate_frames(image, 12, np.random.default_rng(0), noise=0)
    errors = np.abs(frames.astype(int) - image).mean(axis=(1, 2))
    assert frames.shape == (12, 112, 92) and errors[0] > 1.5 * errors[-1] > 0
    sharp = sharpness(frames)
    assert sharp[-1] > 5 * sharp[0] and sharp[-1] < sharpness(image[None])[0]


def test_color_and_one_frame(orl):
    color = np.repeat(orl.images[0][..., None], 3, axis=2)
    assert simulate_frames(color, 1, np.random.default_rng(0)).shape == (1, 112, 92, 3)


def test_motion_blur_keeps_brightness_and_the_generator_decides():
    image = np.full((40, 30), 77, np.uint8)
    one, same, other = (simulate_frames(image, 4, np.random.default_rng(seed)) for seed in (0, 0, 1))
    assert (one == same).all() and (one != other).any() and abs(one.mean() - 77) < 1
    assert (simulate_frames(image, 4, np.random.default_rng(0), noise=0) == 77).all()


def test_pooling_against_numpy():
    rng = np.random.default_rng(0)
    vectors, weights = rng.normal(size=(9, 4)), rng.random(9)
    mean = np.average(vectors, axis=0, weights=weights)
    np.testing.assert_allclose(pool_frames(vectors, weights), mean, rtol=1e-6)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    mean = np.average(vectors, axis=0, weights=weights)
    np.testing.assert_allclose(pool_frames(vectors, weights), mean / np.linalg.norm(mean), rtol=1e-6)
    np.testing.assert_allclose(pool_frames(vectors), pool_frames(vectors, np.full(9, 5.0)), rtol=1e-6)


def test_weighted_votes():
    assert vote(np.array(["Bo", "Ada", "Ada"]), np.array([5, 1, 1])) == ("Bo", 5 / 7)
    assert vote(np.array([-1, 3])) == (-1, 0.5)


@pytest.mark.parametrize(
    ("vectors", "weights"),
    [
        (np.empty((0, 3)), None),
        (np.ones((2, 3)), np.ones(3)),
        (np.ones((2, 3)), np.array([1, -1])),
        (np.ones((2, 3)), np.zeros(2)),
        (np.array([[np.nan]]), None),
    ],
)
def test_what_cannot_be_pooled(vectors, weights):
    with pytest.raises(ValueError, match=r"expected \(n, D\)|must be finite"):
        pool_frames(vectors, weights)


def test_no_frames_and_no_votes():
    with pytest.raises(ValueError, match="no frames"):
        vote(np.array([]))
    for weights in ([0, 0], [-1, 2], [np.nan, 1]):
        with pytest.raises(ValueError, match="weights must be finite, none negative"):
            vote(np.array(["Ada", "Bo"]), np.array(weights))
    with pytest.raises(ValueError, match="n_frames=0"):
        simulate_frames(np.zeros((9, 9), np.uint8), 0, np.random.default_rng(0))
