import numpy as np
import pytest

from facelab.verification import verification_curve
from tests.browser.reading import click_at, read_number

TITLE = "A threshold over the distances of 1,200 pairs"
FIGURE = """
import numpy as np
from facelab import widgets
from facelab.datasets import load_orl
from facelab.distances import pair_distances

faces = load_orl()
pairs = faces.pairs()[:1200]
pixels = faces.images.reshape(400, -1) / 255
distances = pair_distances(pixels[pairs.left], pixels[pairs.right])
figure = widgets.threshold(distances, pairs, faces.images)
"""


def rate(figure, name):
    return read_number(figure, name) / 100


def expected():
    names = {}
    exec(FIGURE, names)
    return verification_curve(names["distances"], names["pairs"].same), names["distances"].max()


def test_the_rates_are_those_of_the_verification_curve(figure, time_step):
    slider = figure.get_by_label("threshold", exact=True)
    slider.focus()
    slider.press("Home")
    assert (rate(figure, "FAR"), rate(figure, "VAL")) == (0, 0)
    assert figure.locator("[data-name='precision']").inner_text() == "–"  # of those accepted, and nobody is
    for _ in range(9):
        slider.press("PageUp")
    slider.press("ArrowRight")
    curve, largest = expected()
    at = np.linspace(0, largest, 201).astype(np.float32)[int(slider.input_value())]
    assert curve.far_at(at) > 0.2
    assert rate(figure, "FAR") == pytest.approx(curve.far_at(at), abs=6e-4)
    assert rate(figure, "VAL") == pytest.approx(curve.val[curve.thresholds <= at][-1], abs=6e-4)
    assert rate(figure, "FRR") == pytest.approx(1 - rate(figure, "VAL"), abs=1e-3)
    time_step(slider)


def test_the_mouse_moves_it_and_other_pairs_are_judged_wrongly(figure):
    slider = figure.get_by_label("threshold", exact=True)
    click_at(slider, 0.2)
    few = rate(figure, "FAR")
    click_at(slider, 0.8)
    assert few < 0.01 < 0.5 < rate(figure, "FAR")
    assert figure.locator("figure", has_text="two people, accepted").locator("img").count() >= 4


def test_the_worst_mistakes_are_shown(figure):
    figure.get_by_label("threshold", exact=True).fill("100")
    shown = figure.locator("figure", has_text="two people, accepted").locator("figure figcaption").all_inner_texts()
    names = {}
    exec(FIGURE, names)
    nearest = np.sort(names["distances"][~names["pairs"].same])[:3]
    assert [float(text) for text in shown] == pytest.approx(nearest, abs=0.006)


def test_the_share_of_genuine_pairs_changes_precision_and_not_the_errors(figure):
    figure.get_by_label("threshold", exact=True).fill("100")
    share = figure.get_by_label("share of genuine pairs")
    share.fill("0.5")
    far, precision = rate(figure, "FAR"), rate(figure, "precision")
    share.fill("0.001")
    assert rate(figure, "FAR") == far and rate(figure, "precision") < precision
