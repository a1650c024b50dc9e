import json

import numpy as np
import pytest

from facelab.widgets.one_neuron import _loss, _outputs, one_neuron

FEATURES, LABELS = np.array([[0.5, 0.3], [0.6, 0.4], [0.4, 0.4], [0.5, 0.45]]), np.array([1.0, 1, 0, 0])


def test_the_browser_gets_the_points_their_scale_and_the_neuron():
    data = json.loads(json.dumps(one_neuron(FEATURES, LABELS, weights=[2, -0.5], bias=1, rate=0.3).data))
    assert data["points"] == FEATURES.tolist()
    np.testing.assert_allclose(data["mean"], FEATURES.mean(axis=0))
    np.testing.assert_allclose(data["deviation"], FEATURES.std(axis=0))
    assert (np.array(data["low"]) < FEATURES.min(axis=0)).all() and (FEATURES.max(axis=0) < data["high"]).all()
    assert data["neuron"] == {"weights": [2, -0.5], "bias": 1} and data["rate"] == 0.3


@pytest.mark.parametrize(("names", "labels", "positive"), [("BA", [0, 0, 1, 1], 0), ("AB", [1, 1, 0, 0], 1)])
def test_a_mark_follows_the_alphabet_and_the_right_answer_the_label(names, labels, positive):
    data = one_neuron(FEATURES, LABELS, names).data
    assert (data["names"], data["labels"], data["positive"]) == (["A", "B"], labels, positive)


def test_the_picture_shows_the_loss_and_the_right_side_of_the_start():
    figure = one_neuron(FEATURES, LABELS, inputs=["cheeks", "collar"])
    x = (FEATURES - FEATURES.mean(axis=0)) / FEATURES.std(axis=0)
    outputs = 1 / (1 + np.exp(x[:, 1] - x[:, 0]))
    np.testing.assert_allclose(_outputs(figure.data, FEATURES), outputs)
    loss = np.mean((outputs - LABELS) ** 2)
    assert _loss(outputs, LABELS) == pytest.approx(loss)
    left, right = figure._draw().axes
    assert right.get_title() == f"loss {loss:.4f}"
    assert "4 of 4 right" in left.get_title() and left.get_xlabel() == "$x_1$: cheeks"
    assert [text.get_text() for text in right.get_legend().get_texts()] == ["how wrong", "output 0.5", "A", "B"]
    wrong = one_neuron(FEATURES, LABELS, weights=[-1.5, 1])._draw().axes[0].get_title()
    assert wrong == "$w_1$ = −1.5, $w_2$ = 1, $b$ = 0: 0 of 4 right"


@pytest.mark.parametrize("weights", [(0, 0), (5, -5)])
def test_a_picture_stands_in_where_no_javascript_runs(weights):
    assert one_neuron(FEATURES, LABELS, weights=weights).static_png().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"features": FEATURES[:3]}, "n labels"),
        ({"labels": np.array([0, 1, 2, 1])}, "must be 0 or 1"),
        ({"labels": np.ones(4)}, "different labels are needed, not 1"),
        ({"names": "AA"}, "two different names"),
        ({"names": "ABC"}, "two different names"),
        ({"weights": [1, 2, 3]}, "two weights and a bias from -5 to 5"),
        ({"weights": [1, 5.1]}, "two weights and a bias from -5 to 5"),
        ({"bias": np.nan}, "two weights and a bias from -5 to 5"),
        ({"rate": 0}, "positive learning rate"),
        ({"inputs": ["one"]}, "for two features"),
    ],
)
def test_what_cannot_be_shown_is_refused(change, message):
    with pytest.raises(ValueError, match=message):
        one_neuron(**({"features": FEATURES, "labels": LABELS} | change))
