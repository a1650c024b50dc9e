"""A network that a browser trains between two moves of the hand: two inputs, one hidden layer, then the softmax.

`tiny_network.js` has the same in JavaScript.
"""

import numpy as np

LEARNING_RATE = 1.0
ACTIVATIONS = "tanh", "ReLU"

Network = dict[str, np.ndarray]  # W1, b1, W2, b2


def new_network(n_hidden: int, n_outputs: int, seed: int) -> Network:
    """Draw starting weights; with three decimals, so that they are short as text."""
    rng = np.random.default_rng(seed)
    first, second = rng.normal(size=(2, n_hidden)), rng.normal(size=(n_hidden, n_outputs))
    return {"W1": first.round(3), "b1": np.zeros(n_hidden), "W2": second.round(3), "b2": np.zeros(n_outputs)}


def first_units(network: Network, n_hidden: int) -> Network:
    """Leave only the first hidden units: one more unit changes nothing in the start of the others."""
    return {
        "W1": network["W1"][:, :n_hidden],
        "b1": network["b1"][:n_hidden],
        "W2": network["W2"][:n_hidden],
        "b2": network["b2"],
    }


def feed_forward(network: Network, x: np.ndarray, activation: str) -> tuple[np.ndarray, np.ndarray]:
    """Compute the hidden units, and the outputs before the softmax."""
    z = x @ network["W1"] + network["b1"]
    h = np.tanh(z) if activation == "tanh" else np.maximum(z, 0)
    return h, h @ network["W2"] + network["b2"]


def cross_entropy(network: Network, x: np.ndarray, labels: np.ndarray, activation: str) -> float:
    """Compute the loss: the mean of minus the logarithm of the right class's probability."""
    z = feed_forward(network, x, activation)[1]
    return float(np.mean(np.log(np.exp(z - z[np.arange(len(z)), labels][:, None]).sum(axis=1))))


def gradients(network: Network, x: np.ndarray, labels: np.ndarray, activation: str) -> Network:
    """Compute the gradient of the loss, with the chain rule backwards through the network."""
    h, z = feed_forward(network, x, activation)
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    output_error = powers / powers.sum(axis=1, keepdims=True)
    output_error[np.arange(len(x)), labels] -= 1
    output_error /= len(x)
    slope = 1 - h**2 if activation == "tanh" else h > 0
    hidden_error = output_error @ network["W2"].T * slope
    return {
        "W1": x.T @ hidden_error,
        "b1": hidden_error.sum(axis=0),
        "W2": h.T @ output_error,
        "b2": output_error.sum(axis=0),
    }


def train(network: Network, x: np.ndarray, labels: np.ndarray, activation: str, n_steps: int) -> Network:
    """Step against the gradient of all points, and return the trained copy."""
    network = {name: values.copy() for name, values in network.items()}
    for _ in range(n_steps):
        for name, gradient in gradients(network, x, labels, activation).items():
            network[name] -= LEARNING_RATE * gradient
    return network
