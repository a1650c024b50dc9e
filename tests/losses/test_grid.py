import keras
import numpy as np
import pytest

from facelab.losses import GridLoss


def loop_loss(y_true, y_pred, coord_weight, noobj_weight):
    total = 0.0
    for true, predicted in zip(y_true.reshape(-1, 5), y_pred.reshape(-1, 5), strict=True):
        if true[0]:
            error = ((true[1:3] - predicted[1:3]) ** 2).sum() + (
                (np.sqrt(true[3:]) - np.sqrt(predicted[3:])) ** 2
            ).sum()
            total += -np.log(predicted[0]) + coord_weight * error
        else:
            total -= noobj_weight * np.log(1 - predicted[0])
    return total


def test_against_a_loop():
    rng = np.random.default_rng(0)
    y_true = rng.uniform(0.1, 2, (3, 4, 6, 2, 5)).astype(np.float32)
    y_true[..., 0] = rng.random(y_true.shape[:-1]) < 0.2
    y_pred = rng.uniform(0.1, 0.9, y_true.shape).astype(np.float32)
    for weights in ((5.0, 0.5), (1.0, 2.0)):
        losses = GridLoss(*weights, reduction="none")(y_true, y_pred)
        expected = [loop_loss(*each, *weights) for each in zip(y_true, y_pred, strict=True)]
        np.testing.assert_allclose(keras.ops.convert_to_numpy(losses), expected, rtol=1e-4)


def test_a_box_where_there_is_none_costs_nothing_but_its_presence():
    y_true, y_pred = np.zeros((1, 1, 1, 1, 5), np.float32), np.full((1, 1, 1, 1, 5), 0.5, np.float32)
    moved = y_pred.copy()
    moved[..., 1:] = 3
    assert float(GridLoss()(y_true, y_pred)) == pytest.approx(float(GridLoss()(y_true, moved)))
