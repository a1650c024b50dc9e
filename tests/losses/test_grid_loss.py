import keras
import numpy as np
import pytest

from facelab.losses.grid import GridLoss


def naive(y, answer, place, nothing):
    total = 0.0
    for true, said in zip(y.reshape(-1, 5), answer.reshape(-1, 5), strict=True):
        if true[0]:
            places = ((true[1:3] - said[1:3]) ** 2).sum()
            total += -np.log(said[0]) + place * (places + ((np.sqrt(true[3:]) - np.sqrt(said[3:])) ** 2).sum())
        else:
            total -= nothing * np.log(1 - said[0])
    return total


def test_against_a_loop():
    rng = np.random.default_rng(0)
    y = rng.uniform(0.1, 2, (3, 4, 6, 2, 5)).astype(np.float32)
    y[..., 0] = rng.random(y.shape[:-1]) < 0.2
    answer = rng.uniform(0.1, 0.9, y.shape).astype(np.float32)
    for place, nothing in ((5.0, 0.5), (1.0, 2.0)):
        losses = GridLoss(place, nothing, reduction="none")(y, answer)
        expected = [naive(*each, place, nothing) for each in zip(y, answer, strict=True)]
        np.testing.assert_allclose(keras.ops.convert_to_numpy(losses), expected, rtol=1e-4)


def test_a_box_where_there_is_none_costs_nothing_but_its_presence():
    y, answer = np.zeros((1, 1, 1, 1, 5), np.float32), np.full((1, 1, 1, 1, 5), 0.5, np.float32)
    moved = answer.copy()
    moved[..., 1:] = 3
    assert float(GridLoss()(y, answer)) == pytest.approx(float(GridLoss()(y, moved)))


def test_its_parameters_are_saved():
    assert GridLoss.from_config(GridLoss(2.0, 0.1).get_config()).place == 2
