import numpy as np
import pytest

from tests.browser.reading import place_in, read

TITLE = "A map of the embeddings of 80 photographs"
FIGURE = """
from facelab import widgets
from facelab.datasets import load_orl
from facelab.features import Eigenfaces

faces = load_orl()
vectors = Eigenfaces(19).fit(faces.images[::20]).transform(faces.images)
figure = widgets.embedding_map(vectors, faces.images, faces.labels, faces.names)
"""


def expected(figure):
    """Labels and distances of the three that are nearest to the photograph under the ring."""
    from facelab.distances import distance_matrix

    names = {}
    exec(FIGURE, names)
    at = int(figure.get_by_label("photograph", exact=True).get_attribute("aria-valuenow")) - 1
    distances = distance_matrix(names["vectors"][[at]], names["vectors"][:80])[0]
    nearest = np.argsort(distances)[1:4]
    return names["faces"].labels[at], names["faces"].labels[nearest], distances[nearest]


def check(figure):
    label, labels, distances = expected(figure)
    assert read(figure, "of the same person") == f"{np.sum(labels == label)} of 3"
    captions = figure.locator(".near figure").all_inner_texts()
    for text, other, distance in zip(captions, labels, distances, strict=True):
        assert f"{'✓' if other == label else '✗'} s{other + 1}" in text
        assert float(text.split()[-1].replace(",", "")) == pytest.approx(distance, rel=6e-4)


def test_arrow_keys_walk_and_the_neighbors_are_those_of_the_embedding(figure, time_step):
    ring = figure.get_by_label("photograph", exact=True)
    ring.focus()
    ring.press("Home")
    assert ring.get_attribute("aria-valuetext") == "s1, photograph 1"
    check(figure)
    for key in ("ArrowRight", "ArrowUp", "ArrowLeft", "PageDown"):
        before = ring.get_attribute("aria-valuenow")
        ring.press(key)
        if ring.get_attribute("aria-valuenow") != before:
            check(figure)
    ring.press("End")
    assert ring.get_attribute("aria-valuetext") == "s8, photograph 10"
    time_step(ring)


def test_the_mouse_chooses_the_point_under_it(figure):
    ring = figure.get_by_label("photograph", exact=True)
    marks = figure.locator(".points .person")
    for at in (5, 42):
        figure.page.mouse.move(*place_in(marks.nth(at), 0.5))
        assert ring.get_attribute("aria-valuenow") == str(at + 1)
        check(figure)


def test_it_says_when_the_map_deceives_and_one_person_can_be_highlighted(figure):
    ring = figure.get_by_label("photograph", exact=True)
    ring.focus()
    ring.press("Home")
    for _ in range(80):
        deceiving = figure.locator(".deceiving").count()
        assert read(figure, "also nearest in the map") == f"{3 - deceiving} of 3"
        assert ("The map deceives" in figure.get_by_role("status").inner_text()) == (deceiving > 0)
        assert figure.locator(".seeming figure").count() == deceiving
        ring.press("PageDown")
    figure.get_by_label("highlight", exact=True).select_option("s3")
    assert figure.locator(".points .person:not(.pale)").count() == 10
    figure.get_by_label("highlight", exact=True).select_option("everybody")
    assert figure.locator(".points .pale").count() == 0
