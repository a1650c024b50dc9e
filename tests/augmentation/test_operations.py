import numpy as np
import pytest

from facelab.augmentation import OPERATIONS

IMAGES = np.random.default_rng(0).integers(0, 256, (3, 40, 30), np.uint8)


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_operation_keeps_the_shape_and_has_an_amount_that_changes_nothing(name):
    operation = OPERATIONS[name]
    changed = [operation.change(IMAGES, amount) for amount in operation.amounts]
    assert all(each.shape == IMAGES.shape and each.dtype == np.uint8 for each in changed)
    same = [np.array_equal(each, IMAGES) for each in changed]
    assert sum(same) == 1 and operation.risk and operation.teaches


@pytest.mark.parametrize("name", sorted(set(OPERATIONS) - {"noise"}))  # which differs from image to image
def test_each_image_is_changed_by_itself(name):
    operation = OPERATIONS[name]
    for amount in operation.amounts:
        one_by_one = [operation.change(image[None], amount)[0] for image in IMAGES]
        assert np.array_equal(operation.change(IMAGES, amount), one_by_one)


def test_color_images():
    color = np.repeat(IMAGES[..., None], 3, axis=-1)
    for operation in OPERATIONS.values():
        assert operation.change(color, operation.amounts[-1]).shape == color.shape
