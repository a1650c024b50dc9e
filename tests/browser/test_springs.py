import numpy as np
import pytest

from tests.browser.reading import drag, read_number

TITLE = "The contrastive loss as a spring between two embeddings"
FIGURE = """
from facelab import widgets

figure = widgets.springs()
"""
PAIR = "impostor: two people"


def points(figure):
    texts = [figure.get_by_label(f"{side} point").get_attribute("aria-valuetext") for side in ("left", "right")]
    return np.array([[float(number) for number in text.split(",")] for text in texts])


def loss_of(same, both, margin):
    """Compute facelab's contrastive loss of many pairs, (N, 2, 2)."""
    from keras import ops

    from facelab.losses import ContrastiveLoss, EuclideanHead

    left, right = (ops.convert_to_tensor(both[:, side], "float32") for side in (0, 1))
    loss = ContrastiveLoss(margin, reduction="none")
    return ops.convert_to_numpy(loss(np.full(len(both), same), EuclideanHead()((left, right))))


def force_of(same, both, margin):
    """Measure the length of the gradient on the left point by small steps: the loss is a quadratic one."""
    steps = np.zeros((4, 2, 2))
    steps[[0, 1], 0, [0, 1]], steps[[2, 3], 0, [0, 1]] = 0.01, -0.01
    ahead_x, ahead_y, behind_x, behind_y = loss_of(same, both + steps, margin)
    return np.hypot(ahead_x - behind_x, ahead_y - behind_y) / 0.02


@pytest.mark.parametrize("same", [1.0, 0.0])
def test_loss_and_force_are_those_of_facelab(figure, time_step, same):
    figure.get_by_label("margin", exact=True).fill("1.2")
    if not same:
        figure.get_by_label("pair", exact=True).select_option(PAIR)
    left = figure.get_by_label("left point", exact=True)
    left.focus()
    for key in ("ArrowLeft", "Shift+ArrowUp", "ArrowUp"):
        left.press(key)
    both = points(figure)
    np.testing.assert_allclose(both, [[-0.35, 0.2], [0.3, 0.1]])
    assert read_number(figure, "distance") == pytest.approx(np.hypot(0.65, 0.1), abs=6e-4)
    assert read_number(figure, "loss") == pytest.approx(loss_of(same, both[None], 1.2)[0], abs=6e-4)
    assert read_number(figure, "force") == pytest.approx(force_of(same, both[None], 1.2), abs=2e-3)
    time_step(left)


def test_one_step_follows_the_gradient_and_letting_go_ends_where_the_loss_is_0(figure):
    before, force = read_number(figure, "distance"), read_number(figure, "force")
    figure.get_by_role("button", name="one step").click()
    assert read_number(figure, "distance") == pytest.approx(before - 2 * 0.1 * force, abs=2e-3)  # both points move
    figure.page.emulate_media(reduced_motion="reduce")
    figure.get_by_role("button", name="let go").click()
    assert read_number(figure, "distance") < 0.01 and read_number(figure, "loss") == 0
    figure.page.emulate_media(reduced_motion="no-preference")
    left = figure.get_by_label("left point", exact=True)
    left.focus()
    left.press("ArrowLeft")
    figure.get_by_label("pair", exact=True).select_option(PAIR)
    figure.get_by_label("margin", exact=True).fill("0.5")
    assert "pushes" in figure.locator("p[role=status]").inner_text()
    figure.get_by_role("button", name="let go").click()
    figure.get_by_role("button", name="stop").wait_for()
    figure.get_by_role("button", name="let go").wait_for()  # it rests again
    assert read_number(figure, "distance") == pytest.approx(0.5, abs=0.012)


def test_the_mouse_moves_a_point_out_of_the_margin(figure):
    figure.get_by_label("pair", exact=True).select_option(PAIR)
    figure.get_by_label("margin", exact=True).fill("0.8")
    assert read_number(figure, "force") > 0
    drag(figure.get_by_label("right point", exact=True), by=(90, 0))
    assert read_number(figure, "distance") > 0.8
    assert (read_number(figure, "loss"), read_number(figure, "force")) == (0, 0)
    assert "Nobody" in figure.locator("p[role=status]").inner_text()
