import base64

import matplotlib.pyplot as plt
import numpy as np
import pytest
from scipy.signal import correlate2d

from facelab.widgets.convolution import FILTERS, convolution


@pytest.fixture
def face(orl):
    return orl.images[130]


def test_the_image_and_the_filters_are_sent_as_they_are(face):
    data = convolution(face).data
    packed = data["image"]
    sent = np.frombuffer(base64.b64decode(packed["base64"]), packed["dtype"]).reshape(packed["shape"])
    np.testing.assert_array_equal(sent, face)
    assert {name: np.array(weights).sum().round(9) for name, weights in data["filters"].items()} == {
        "bright above dark": 0,
        "bright left of dark": 0,
        "mean": 1,
        "sharpen": 1,
        "copy": 1,
    }


def test_it_starts_where_the_first_filter_has_the_largest_sum(face):
    line = np.array([[-1, 2, -1]] * 3)
    for filters in (None, {"line": line}):
        row, column = convolution(face, filters).data["place"]
        values = correlate2d(face.astype(float), next(iter((filters or FILTERS).values())), mode="valid")
        assert abs(values[row, column]) == np.abs(values).max()


@pytest.mark.parametrize("name", FILTERS)
def test_the_picture_where_no_javascript_runs_shows_scipys_correlation(face, name):
    figure = convolution(face, {name: FILTERS[name]})._draw()
    shown = figure.axes[2].images[0].get_array()
    np.testing.assert_allclose(shown, correlate2d(face.astype(float), FILTERS[name], mode="valid"), atol=1e-9)
    weights, written = figure.axes[1].images[0], [text.get_text() for text in figure.axes[1].texts]
    assert weights.norm(0) == 0.5 and weights.get_cmap().name == "gray"
    assert sum(text.startswith("−") for text in written) == (FILTERS[name] < 0).sum() and "-" not in "".join(written)
    assert not plt.fignum_exists(figure.number)
    assert convolution(face).static_png().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("image", "filters", "message"),
    [
        (np.zeros((5, 5)), None, "uint8"),
        (np.zeros((5, 5, 3), np.uint8), None, "gray"),
        (np.zeros((2, 5), np.uint8), None, "at least 3 × 3"),
        (np.zeros((5, 5), np.uint8), {}, "at least one filter"),
        (np.zeros((5, 5), np.uint8), {"large": np.zeros((5, 5))}, "3 × 3"),
        (np.zeros((5, 5), np.uint8), {"none": np.full((3, 3), np.nan)}, "finite"),
    ],
)
def test_bad_input_is_refused_with_a_reason(image, filters, message):
    with pytest.raises(ValueError, match=message):
        convolution(image, filters)
