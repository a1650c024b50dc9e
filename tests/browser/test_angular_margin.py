import numpy as np
import pytest

from tests.browser.reading import drag, place_in, read_number

TITLE = "What a margin does to an angle"
FIGURE = """
from facelab import widgets

figure = widgets.angular_margin()
"""
HANDLES = "row W₁ of person 1", "row W₂ of person 2", "embedding x"


def vectors(figure):
    """Where the two rows and the embedding stand, (3, 2)."""
    degrees = [
        float(figure.get_by_label(name, exact=True).get_attribute("aria-valuetext").split()[1]) for name in HANDLES
    ]
    return np.stack([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))], axis=1)


def expected(figure, length=1.0, **settings):
    """Both logits and the loss of the embedding, as facelab's head computes them."""
    import keras

    from facelab.losses import MarginSoftmax

    *rows, embedding = vectors(figure)
    head = MarginSoftmax(2, **settings)
    head.build((None, 2))
    head.people.assign(rows)
    x, label = keras.ops.convert_to_tensor([length * embedding], "float32"), keras.ops.convert_to_tensor([0])
    return keras.ops.convert_to_numpy(head.logits(x, label))[0], float(head(x, label))


def check(figure, length=1.0, **settings):
    logits, loss = expected(figure, length, **settings)
    assert [read_number(figure, "logit 1"), read_number(figure, "logit 2")] == pytest.approx(logits.tolist(), abs=0.006)
    assert read_number(figure, "loss") == pytest.approx(loss, abs=6e-4)
    assert read_number(figure, "probability") == pytest.approx(np.exp(-loss), abs=6e-4)


def choose(figure, loss, margin=None, scale="16"):
    figure.get_by_label("loss", exact=True).select_option(loss)
    figure.get_by_label("scale s, or length of x", exact=True).fill(scale)
    if margin is not None:
        figure.get_by_label("margin m", exact=True).fill(margin)


def test_logits_and_loss_of_each_choice_are_those_of_the_head_wherever_the_embedding_is(figure, time_step):
    embedding = figure.get_by_label("embedding x", exact=True)
    embedding.focus()
    for _ in range(3):
        choose(figure, "modified softmax")
        check(figure, length=16)
        choose(figure, "A-softmax", "3", scale="10")
        check(figure, length=10, m1=3)
        choose(figure, "CosFace", "0.2")
        check(figure, m3=0.2, scale=16)
        choose(figure, "ArcFace", "0.5")
        check(figure, m2=0.5, scale=16)
        for _ in range(5):
            embedding.press("Shift+ArrowRight")
        embedding.press("ArrowDown")
    time_step(embedding)


def test_the_strip_of_arcface_is_the_margin_whatever_the_angle_between_the_rows(figure):
    choose(figure, "ArcFace", "0.5")
    row = figure.get_by_label("row W₁ of person 1", exact=True)
    row.focus()
    before = vectors(figure)[0]
    for _ in range(2):
        assert read_number(figure, "strip between rows") == pytest.approx(np.degrees(0.5), abs=0.06)
        row.press("Shift+ArrowLeft")
    assert before @ vectors(figure)[0] == pytest.approx(np.cos(np.radians(20)), abs=1e-3)
    choose(figure, "A-softmax", "4")  # its strip is a share of the angle: 4 θ = the rest, on both sides
    apart = np.degrees(np.arccos(np.prod(vectors(figure)[:2], axis=0).sum()))
    assert read_number(figure, "strip between rows") == pytest.approx(apart * 3 / 5, abs=0.2)


def test_the_mouse_turns_the_embedding_on_the_circle(figure):
    handle, circle = figure.get_by_label("embedding x", exact=True), figure.get_by_label("Circle", exact=True)
    handle.scroll_into_view_if_needed()
    drag(handle, to=place_in(circle, 0.75, 0.75))  # far inside: only its direction counts
    *_, embedding = vectors(figure)
    assert embedding == pytest.approx([np.sqrt(0.5), -np.sqrt(0.5)], abs=0.02)
