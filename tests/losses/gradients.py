"""Values and gradients of heads, beside those of a reference by central differences."""

import numpy as np
import tensorflow as tf

from facelab.losses import SoftmaxHead

N_PEOPLE, N_IMAGES, SIZE = 4, 9, 5


def sample(seed=0, lengths=(0.3, 4.0)):
    """Embeddings, labels and class vectors, none of them of length 1."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(N_IMAGES, SIZE))
    x *= rng.uniform(*lengths, (N_IMAGES, 1)) / np.linalg.norm(x, axis=1, keepdims=True)
    return x, rng.integers(0, N_PEOPLE, N_IMAGES), rng.normal(size=(N_PEOPLE, SIZE))


def set_people(head, people):
    if not head.built:
        head.build((None, people.shape[1]))
    head.people.assign(people)
    return head


def value_and_gradients(head, x, labels, **options):
    """The loss, and its gradients with respect to the embeddings and to the class vectors."""
    x = tf.Variable(x)
    with tf.GradientTape() as tape:
        value = head(x, labels, **options)
    wanted = tape.gradient(value, [x, head.people.value])
    return float(value), *(tf.convert_to_tensor(gradient).numpy() for gradient in wanted)


def central_differences(function, at, step=1e-5):
    gradient = np.zeros_like(at)
    for index in np.ndindex(at.shape):
        moved = np.zeros_like(at)
        moved[index] = step
        gradient[index] = (function(at + moved) - function(at - moved)) / (2 * step)
    return gradient


def assert_equals_reference(head, reference, x, labels, people, **options):
    """`reference` takes embeddings and class vectors; value and gradients agree to 1e-6."""
    value, of_x, of_people = value_and_gradients(set_people(head, people), x, labels, **options)
    assert abs(value - reference(x, people)) <= 1e-6
    assert np.abs(of_x - central_differences(lambda moved: reference(moved, people), x)).max() <= 1e-6
    assert np.abs(of_people - central_differences(lambda moved: reference(x, moved), people)).max() <= 1e-6


def assert_is_softmax(head):
    x, labels, people = sample()
    softmax = SoftmaxHead(N_PEOPLE, dtype="float64")
    assert float(set_people(head, people)(x, labels)) == float(set_people(softmax, people)(x, labels))
