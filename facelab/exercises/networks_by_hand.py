"""Exercises of the notebook Networks by hand."""

import numpy as np
from scipy.special import softmax

from facelab.exercises.exercise import Exercise, Mistake


def softmax_gradient(logits, labels):
    is_label = np.arange(logits.shape[1]) == np.asarray(labels)[:, None]
    return (softmax(logits, axis=1) - is_label) / len(logits)


def _softmax_cases(rng):
    yield np.zeros((1, 3)), np.array([1])
    yield np.array([[800.0, 799, 801, 790]]), np.array([2])
    yield np.array([[1000.0, 0, 0, 0], [0, -1000, 3, 3]]), np.array([1, 2])  # sure and wrong; a tie
    yield np.array([[2000.0, 2001], [-2000, -2001]]), np.array([0, 1])  # rows far from each other
    yield np.array([[5.0], [-5]]), np.array([0, 0])  # one person only
    for n, n_people in ((4, 5), (7, 2), (3, 20)):
        yield rng.normal(scale=3, size=(n, n_people)), rng.integers(0, n_people, n)


def _softmax_gradient_of(powers, labels, axis=1):
    return (powers / powers.sum(axis=axis, keepdims=True) - np.eye(powers.shape[1])[labels]) / len(labels)


def _columns_in_every_row(z, labels):
    p = softmax(z, axis=1)
    for person in np.unique(labels):  # `[:, labels] -= 1` takes each column once, however often it is named
        p[:, person] -= 1
    return p / len(p)


SOFTMAX_MISTAKES = [
    Mistake(
        _columns_in_every_row,
        "`[:, labels]` takes these columns in every row; each row has one right person: pair the rows with `labels`.",
    ),
    Mistake(
        lambda z, labels: softmax_gradient(z, labels) / z.shape[1],
        "divide by the number of images, not by that of all numbers.",
    ),
    Mistake(
        lambda z, labels: softmax_gradient(z, labels).sum(axis=0),
        "one row of gradients for each image: do not average them away.",
    ),
    Mistake(
        lambda z, labels: softmax_gradient(np.clip(z, -700, 700), labels),
        "clipping changes the probabilities; subtract the row's maximum instead.",
    ),
    Mistake(
        lambda z, labels: _softmax_gradient_of(np.exp(z - z.mean(axis=1, keepdims=True)), labels),
        "with the mean subtracted, a number may still be 750; subtract something after which none is above 0.",
    ),
    Mistake(
        lambda z, labels: _softmax_gradient_of(np.exp(z), labels),
        "e to the power of 1000 is too large for a computer; subtract something that does not change p.",
    ),
    Mistake(
        lambda z, labels: _softmax_gradient_of(np.exp(z - z.max()), labels),
        "each row needs a maximum of its own: next to a row of large numbers, a row of small ones becomes 0 / 0.",
    ),
    Mistake(
        lambda z, labels: len(labels) * softmax_gradient(z, labels),
        "the loss is the mean over the images, so each has only its share of the gradient.",
    ),
    Mistake(
        lambda z, labels: -softmax_gradient(z, labels),
        "the sign: a larger number for the right person must make the loss smaller.",
    ),
    Mistake(
        lambda z, labels: softmax(z, axis=1) / len(labels),
        "the number of the right person pulls in the other direction; it needs a term of its own.",
    ),
    Mistake(
        lambda z, labels: (softmax(z, axis=0) - np.eye(z.shape[1])[labels]) / len(labels),
        "the probabilities of one image are a row; they add up to 1 along the row.",
    ),
]


def receptive_field(layers):
    strides = np.cumprod([1] + [stride for _, stride in layers])
    return 1 + sum((window - 1) * int(jump) for (window, _), jump in zip(layers, strides, strict=False))


def _receptive_field_cases(rng):
    yield ([],)
    yield ([(3, 2), (5, 3), (2, 1)],)
    yield ([(1, 1)],)
    yield ([(1, 3), (3, 1)],)  # a window of one pixel, and the next one sees only every third
    yield ([(3, 1), (3, 1)],)
    yield ([(5, 1), (2, 2), (3, 1), (2, 2), (3, 1), (2, 2)],)
    for _ in range(6):
        n = int(rng.integers(1, 6))
        pairs = zip(rng.integers(1, 8, n).tolist(), rng.integers(1, 4, n).tolist(), strict=True)
        yield (list(pairs),)


def _own_stride_first(layers):
    seen, jump = 1, 1
    for size, step in layers:
        jump *= step
        seen += (size - 1) * jump
    return seen


def _window_without_minus_one(layers):
    seen, jump = 0, 1
    for size, step in layers:
        seen, jump = seen + size * jump, jump * step
    return seen


def _last_stride_only(layers):
    strides = [1, *(own for _, own in layers)]
    return 1 + sum((size - 1) * apart for (size, _), apart in zip(layers, strides, strict=False))


RECEPTIVE_FIELD_MISTAKES = [
    Mistake(_last_stride_only, "strides multiply: after two strides of 2, neighbors are four pixels apart."),
    Mistake(
        lambda layers: 1 + sum(window - 1 for window, _ in layers),
        "after a stride of 2, neighbors in the map are two pixels apart in the photograph.",
    ),
    Mistake(
        lambda layers: int(np.prod([window for window, _ in layers])),
        "neighboring windows overlap, so their sizes do not multiply: draw two layers of 3 × 3 with a stride of 1.",
    ),
    Mistake(
        _own_stride_first,
        "the stride of a layer moves its windows; it changes what the next layers see, not this one.",
    ),
    Mistake(
        lambda layers: 1 + sum((size - 1) * step for size, step in layers),
        "each layer's steps are as long as all strides before it together: keep their product as you go.",
    ),
    Mistake(
        lambda layers: receptive_field(layers[::-1]),
        "the first layer of the list is the one that sees the photograph.",
    ),
    Mistake(
        _window_without_minus_one,
        "a window of k numbers reaches k − 1 steps beyond the first one.",
    ),
]


def convolve_layer(maps, kernels, bias, stride):
    windows = np.lib.stride_tricks.sliding_window_view(maps, kernels.shape[:2], axis=(0, 1))[::stride, ::stride]
    return bias + np.tensordot(windows, kernels, axes=((2, 3, 4), (2, 0, 1)))


def _flipped_kernels(maps, kernels, bias, stride):
    return convolve_layer(maps, kernels[::-1, ::-1], bias, stride)


def _padded(maps, kernels, bias, stride):
    frame = len(kernels) // 2
    return convolve_layer(np.pad(maps, ((frame, frame), (frame, frame), (0, 0))), kernels, bias, stride)


def _first_channel_only(maps, kernels, bias, stride):
    return convolve_layer(maps[..., :1], kernels[:, :, :1], bias, stride)


def _convolve_cases(rng):
    whole = np.array([[0, 9, 1, 4], [3, 200, 2, 2], [5, 1, 90, 7], [8, 2, 6, 255]], np.uint8)[..., None]
    edges = np.array([[-1.0, 0, 2], [3, -4, 0], [0, 1, -2]])[..., None, None]
    yield whole, edges, np.array([10.0]), 1  # gray values of eight bits, and a filter like no turned one
    yield np.arange(16.0).reshape(4, 4, 1), np.ones((3, 3, 1, 1)), np.zeros(1), 1
    for height, width, channels, k, n_filters, stride in (
        (5, 5, 1, 5, 2, 1),  # a single place
        (6, 8, 3, 3, 4, 1),
        (9, 7, 2, 3, 3, 2),
        (8, 8, 4, 1, 2, 1),
        (10, 11, 3, 3, 2, 3),
        (4, 7, 2, 3, 2, 6),  # a stride beyond the picture
    ):
        kernels = rng.normal(size=(k, k, channels, n_filters))
        yield rng.normal(size=(height, width, channels)), kernels, rng.normal(size=n_filters), stride


CONVOLVE_MISTAKES = [
    Mistake(lambda m, k, b, s: np.maximum(convolve_layer(m, k, b, s), 0), "no activation: return the sums themselves."),
    Mistake(_flipped_kernels, "do not turn the filter: networks multiply it as it is."),
    Mistake(
        lambda m, k, b, s: convolve_layer(m, k.transpose(1, 0, 2, 3), b, s),
        "the first axis of the filter goes down, the second across, as in the picture.",
    ),
    Mistake(_padded, "without padding: the window stays inside the picture."),
    Mistake(_first_channel_only, "a filter sums over all channels, not only the first."),
    Mistake(lambda m, k, b, s: convolve_layer(m, k, 0 * b, s), "the biases are missing."),
    Mistake(lambda m, k, b, s: convolve_layer(m, k, b, 1), "the window moves by `stride` pixels, down and across."),
]


def convolve_backward(shape, kernels, above, stride):
    below = np.zeros(shape)
    rows, columns = above.shape[:2]
    for down, across in np.ndindex(kernels.shape[:2]):
        places = np.s_[down : down + stride * rows : stride, across : across + stride * columns : stride]
        below[places] += above @ kernels[down, across].T
    return below


def _backward_cases(rng):
    yield (3, 3, 1), np.arange(9.0).reshape(3, 3, 1, 1), np.full((1, 1, 1), 2.0), 1  # a single place
    yield (4, 4, 1), np.ones((3, 3, 1, 1)), np.ones((2, 2, 1)), 1  # the middle is in all four windows
    for height, width, channels, k, n_filters, stride in (
        (6, 5, 1, 3, 1, 1),
        (7, 6, 3, 3, 2, 1),
        (9, 8, 2, 3, 4, 2),  # the last column is in no window
        (5, 4, 3, 1, 2, 1),
        (8, 8, 2, 2, 3, 3),  # gaps between the windows
    ):
        kernels = rng.normal(size=(k, k, channels, n_filters))
        places = (height - k) // stride + 1, (width - k) // stride + 1
        yield (height, width, channels), kernels, rng.normal(size=(*places, n_filters)), stride


def _averaged(shape, kernels, above, stride):
    n_windows = convolve_backward(shape, np.ones_like(kernels[..., :1]), np.ones_like(above[..., :1]), stride)
    return convolve_backward(shape, kernels, above, stride) / np.maximum(n_windows, 1)


def _one_number_for_the_window(shape, kernels, above, stride):
    below, (k, *_) = np.zeros(shape), kernels.shape
    for place in np.ndindex(above.shape[:2]):
        top, left = np.multiply(place, stride)
        below[top : top + k, left : left + k] += np.sum(kernels * above[place])
    return below


def _overwritten(shape, kernels, above, stride):
    below, (k, *_) = np.zeros(shape), kernels.shape
    for place in np.ndindex(above.shape[:2]):
        top, left = np.multiply(place, stride)
        below[top : top + k, left : left + k] = np.einsum("ijcf,f->ijc", kernels, above[place])
    return below


def _framed(shape, kernels, above, stride):
    """Correlate the framed `above` with the filter: one place for each pixel if the stride is 1."""
    frame = len(kernels) - 1
    framed = np.pad(above, ((frame, frame), (frame, frame), (0, 0)))
    return convolve_layer(framed, kernels.transpose(0, 1, 3, 2), np.zeros(shape[2]), 1)


BACKWARD_MISTAKES = [
    Mistake(_framed, "turn the filter by 180° on the way back, and mind what a stride does to the places of `above`."),
    Mistake(
        lambda shape, k, a, s: _framed(shape, k[::-1, ::-1], a, s),
        "with a stride, put zeros between the numbers of `above` first, and pad to the given shape.",
    ),
    Mistake(
        lambda shape, k, a, s: convolve_backward(shape, k.transpose(1, 0, 2, 3), a, s),
        "the first axis of the filter goes down, the second across, as in the picture.",
    ),
    Mistake(_averaged, "what several windows say about one pixel adds up; it is not averaged."),
    Mistake(_one_number_for_the_window, "each pixel of the window met its own weight: do not add them up first."),
    Mistake(_overwritten, "windows overlap: what several of them say about one pixel adds up."),
    Mistake(
        lambda shape, k, a, s: convolve_backward(shape, k[::-1, ::-1], a, s),
        "the weight that a pixel met on the way up is the weight by which its gradient comes down: check the order.",
    ),
    Mistake(lambda shape, k, a, s: convolve_backward(shape, k, a, 1), "the windows lay `stride` pixels apart."),
    Mistake(
        lambda shape, k, a, s: convolve_backward(shape, k[..., :1], a[..., :1], s),
        "a pixel took part in every filter, not only in the first.",
    ),
    Mistake(
        lambda shape, k, a, s: convolve_backward(shape, np.broadcast_to(k.mean(axis=2, keepdims=True), k.shape), a, s),
        "each channel had weights of its own.",
    ),
]

SIGMOID_SLOPE_MISTAKES = [
    Mistake(1.0, "that is the largest value of the sigmoid itself, not of its slope."),
    Mistake(0.5, "that is the value of the sigmoid at z = 0; its slope there is asked for."),
    Mistake(0.0, "the slope is nearly 0 far from z = 0, not at its largest; and give it itself, not its tenth power."),
]

EXERCISES = [
    Exercise("sigmoid-slope", 1, "a number", 0.25, None, SIGMOID_SLOPE_MISTAKES),
    Exercise(
        "receptive-field",
        2,
        "a function of a list of layers",
        receptive_field,
        _receptive_field_cases,
        RECEPTIVE_FIELD_MISTAKES,
    ),
    Exercise(
        "softmax-gradient",
        2,
        "a function of logits and labels",
        softmax_gradient,
        _softmax_cases,
        SOFTMAX_MISTAKES,
    ),
    Exercise(
        "convolve",
        3,
        "a function of maps, kernels, bias and stride",
        convolve_layer,
        _convolve_cases,
        CONVOLVE_MISTAKES,
    ),
    Exercise(
        "convolve-backward",
        4,
        "a function of shape, kernels, above and stride",
        convolve_backward,
        _backward_cases,
        BACKWARD_MISTAKES,
    ),
]
