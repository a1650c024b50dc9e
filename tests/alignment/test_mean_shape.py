import numpy as np
import pytest
from skimage.transform import PiecewiseAffineTransform, warp

from facelab.alignment import mean_shape, similarity, warp_to_shape

RNG = np.random.default_rng(0)
SHAPE = RNG.normal(size=(12, 2))


def moved(shape, noise=0.0):
    angle, scale = RNG.uniform(-0.5, 0.5), RNG.uniform(0.5, 3)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return scale * shape @ turn.T + RNG.normal(size=2) * 20 + RNG.normal(0, noise, shape.shape)


def test_the_mean_of_one_shape_moved_around_is_that_shape():
    mean = mean_shape(np.stack([moved(SHAPE) for _ in range(20)]))
    assert np.allclose(similarity(SHAPE, mean)(SHAPE), mean, atol=1e-9)
    assert np.allclose(mean.mean(axis=0), 0) and (mean**2).sum(axis=1).mean() == pytest.approx(1)


def test_it_is_rotated_as_the_first():
    shapes = np.stack([moved(SHAPE, 0.05) for _ in range(20)])
    assert abs(similarity(mean_shape(shapes), shapes[0]).angle) < 1e-6


def test_it_is_nearer_to_all_than_any_single_shape():
    shapes = np.stack([moved(SHAPE, 0.1) for _ in range(30)])

    def residual(center):
        return sum(((similarity(each, center)(each) - center) ** 2).sum() for each in shapes)

    mean = mean_shape(shapes)
    singles = [mean_shape(each[None]) for each in shapes]
    assert residual(mean) < min(map(residual, singles))


def test_a_face_is_warped_as_by_scikit_image():
    image = RNG.integers(0, 256, (80, 70), np.uint8)
    image = np.asarray(warp(image / 255.0, np.eye(3), order=1) * 255, np.uint8)
    grid = np.stack(np.meshgrid(np.linspace(0, 60, 5), np.linspace(0, 70, 6)), axis=-1).reshape(-1, 2)
    points = grid + RNG.uniform(0, 5, grid.shape)
    warped = warp_to_shape(image, points, grid)
    map_back = PiecewiseAffineTransform.from_estimate(grid, points)
    theirs = warp(image / 255.0, map_back, output_shape=warped.shape, order=1) * 255
    inside = (slice(1, 69), slice(1, 59))
    assert np.abs(warped[inside] - theirs[inside]).mean() < 3  # OpenCV reads between pixels in steps of 1/32


def test_landmarks_land_on_the_shape():
    image = np.zeros((60, 60), np.uint8)
    points = np.array([[5.0, 5], [50, 8], [48, 52], [8, 50], [30, 27]])
    image[27, 30] = 255
    shape = np.array([[0.0, 0], [40, 0], [40, 40], [0, 40], [20, 22]])
    warped = warp_to_shape(image, points, shape)
    assert warped.shape == (41, 41) and np.unravel_index(warped.argmax(), warped.shape) == (22, 20)


@pytest.mark.parametrize(
    ("points", "shape"),
    [
        (np.zeros((4, 2)), np.zeros((3, 2))),
        (np.zeros((2, 2)), np.zeros((2, 2))),
        (np.zeros((3, 2)), np.full((3, 2), -1.0)),
    ],
)
def test_bad_input(points, shape):
    with pytest.raises(ValueError, match=r"expected|beyond"):
        warp_to_shape(np.zeros((9, 9), np.uint8), points, shape)
    with pytest.raises(ValueError, match="expected"):
        mean_shape(points)


def test_another_shape_in_the_same_array_has_its_own_mesh():
    image = RNG.integers(0, 256, (40, 40), np.uint8)
    shape = np.array([[0.0, 0], [30, 0], [30, 30], [0, 30]])
    first = warp_to_shape(image, shape, shape)
    shape[2] = 20, 20
    second = warp_to_shape(image, shape, shape)
    assert np.array_equal(first, image[:31, :31])
    assert not second[25, 25] and np.array_equal(second[:16, :16], first[:16, :16])
