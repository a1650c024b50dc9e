import numpy as np
import pytest
from keras import ops

from facelab.losses import ContrastiveLoss
from facelab.widgets.springs import _losses, springs


@pytest.mark.parametrize("genuine", [True, False])
@pytest.mark.parametrize("margin", [0.3, 1.2])
def test_the_loss_that_is_drawn_is_that_of_the_losses(genuine, margin):
    distances = np.linspace(0, 2, 50)
    expected = ContrastiveLoss(margin, reduction="none")(np.full(50, float(genuine)), distances)
    np.testing.assert_allclose(_losses(genuine, distances, margin), ops.convert_to_numpy(expected), atol=1e-6)


def test_an_impostor_pair_starts_inside_its_margin_and_a_genuine_pair_apart():
    data = springs(genuine=False).data
    distance = np.hypot(*np.subtract(data["left"], data["right"]))
    assert 0 < distance < data["margin"] and data["genuine"] is False
    assert springs().data["genuine"] is True


@pytest.mark.parametrize("margin", [0, -1, 2, float("nan")])
def test_a_margin_that_the_slider_does_not_have(margin):
    with pytest.raises(ValueError, match=r"expected a number from 0\.1 to 1\.5"):
        springs(margin=margin)


def test_a_picture_stands_in_where_no_javascript_runs():
    assert springs(genuine=False).static_png().startswith(b"\x89PNG")
