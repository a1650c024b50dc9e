import keras
import numpy as np
import pytest

from facelab.losses import MarginSoftmax
from facelab.widgets.angular_margin import MARGINS, angular_margin, in_place_of_cosine

SETTINGS = {"modified softmax": {}, "A-softmax": {"m1": 4}, "CosFace": {"m3": 0.35}, "ArcFace": {"m2": 0.5}}


@pytest.mark.parametrize("loss", MARGINS)
def test_what_stands_in_place_of_the_cosine_is_what_the_head_computes(loss):
    head = MarginSoftmax(2, scale=1, **SETTINGS[loss])
    head.build((None, 2))
    head.people.assign([[1.0, 0.0], [0.0, 1.0]])
    theta = np.linspace(0.01, 3.1, 50)
    embeddings = np.stack([np.cos(theta), np.sin(theta)], axis=1).astype(np.float32)
    logits = keras.ops.convert_to_numpy(head.logits(keras.ops.convert_to_tensor(embeddings), np.zeros(50, int)))
    np.testing.assert_allclose(in_place_of_cosine(loss, theta), logits[:, 0], atol=1e-5)


def test_it_starts_where_it_is_told():
    data = angular_margin("CosFace", rows=(-30, 400), embedding=20, scale=64).data
    assert (data["loss"], data["first"], data["second"], data["at"], data["scale"]) == ("CosFace", 330, 40, 20, 64)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"loss": "softmax"}, "loss='softmax': expected one of modified softmax, A-softmax"),
        ({"rows": (1, 2, 3)}, "expected two directions and one"),
        ({"embedding": np.nan}, "expected two directions and one"),
        ({"scale": 0}, "scale=0: expected a number from 1 to 64"),
    ],
)
def test_what_cannot_be_is_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        angular_margin(**wrong)


@pytest.mark.parametrize("loss", MARGINS)
def test_a_picture_stands_in_where_no_javascript_runs(loss):
    assert angular_margin(loss).static_png().startswith(b"\x89PNG")
