import numpy as np
import pytest

from facelab.widgets.tiny_network import cross_entropy, gradients, new_network


@pytest.mark.parametrize("activation", ["tanh", "ReLU"])
def test_the_gradient_is_the_slope_of_the_loss_in_every_weight(activation):
    x, labels = np.array([[-1.3, -0.5], [-0.5, 1.5], [1.6, -1.2], [0.2, 0.3]]), np.array([0, 1, 2, 1])
    network, step = new_network(3, 3, seed=1), 1e-6
    by_hand = gradients(network, x, labels, activation)
    for name, values in network.items():
        for position in np.ndindex(values.shape):
            losses = []
            for sign in (1, -1):
                moved = {key: array.copy() for key, array in network.items()}
                moved[name][position] += sign * step
                losses.append(cross_entropy(moved, x, labels, activation))
            assert by_hand[name][position] == pytest.approx((losses[0] - losses[1]) / (2 * step), abs=1e-8)
