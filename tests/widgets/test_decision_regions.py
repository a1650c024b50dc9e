import numpy as np
import pytest

from facelab.widgets.decision_regions import decision_regions
from facelab.widgets.tiny_network import feed_forward, first_units, train

THREE = np.array([[1.0, 2], [2, 4], [5, 1], [3, 3]]), ["Ada", "Bo", "Cy", "Bo"]


def scaled(data):
    return (np.array(data["points"]) - data["mean"]) / data["deviation"], np.array(data["labels"])


def n_wrong(network, x, labels, activation="tanh"):
    return np.count_nonzero(feed_forward(network, x, activation)[1].argmax(axis=1) != labels)


def test_the_default_points_need_three_units_from_each_of_the_starts():
    data = decision_regions().data
    x, labels = scaled(data)
    for stored in data["starts"]:
        start = {name: np.array(values) for name, values in stored.items()}
        wrong = [
            n_wrong(train(first_units(start, units), x, labels, "tanh", data["steps"]), x, labels)
            for units in (1, 2, 3)
        ]
        assert wrong[0] > wrong[1] > wrong[2] == 0


def test_what_is_sent_are_the_points_their_names_and_their_scale():
    data = decision_regions(*THREE, n_hidden=2, activation="ReLU").data
    assert data["names"] == ["Ada", "Bo", "Cy"] and data["labels"] == [0, 1, 2, 1]
    x, _ = scaled(data)
    np.testing.assert_allclose([x.mean(axis=0), x.std(axis=0)], [[0, 0], [1, 1]], atol=1e-12)
    assert np.array(data["starts"][0]["W1"]).shape == (2, 6) and np.array(data["starts"][0]["W2"]).shape == (6, 3)
    assert (np.array(data["low"]) < THREE[0].min(axis=0)).all() and (data["hidden"], data["activation"]) == (2, "ReLU")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"points": THREE[0]}, "both or neither"),
        ({"points": THREE[0], "labels": ["A", "B"]}, "n labels"),
        ({"n_hidden": 7}, "1 to 6"),
        ({"activation": "sigmoid"}, "tanh or ReLU"),
    ],
)
def test_bad_input_is_refused_with_a_reason(arguments, message):
    with pytest.raises(ValueError, match=message):
        decision_regions(**arguments)


def test_a_picture_stands_in_where_no_javascript_runs():
    assert decision_regions(*THREE, n_hidden=2).static_png().startswith(b"\x89PNG")


@pytest.mark.parametrize(("n_hidden", "shown"), [(1, [1, 2]), (6, [5, 6])])
def test_the_picture_shows_what_one_more_unit_does(n_hidden, shown):
    figure = decision_regions(*THREE, n_hidden=n_hidden)._draw()
    assert [int(ax.get_title().split()[0]) for ax in figure.axes] == shown
    assert [text.get_text() for text in figure.axes[-1].get_legend().get_texts()] == ["Ada", "Bo", "Cy"]
