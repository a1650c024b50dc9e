import base64

import numpy as np
import pytest

from facelab.widgets.occlusion import BATCH_SIZE, occlusion


def embed(images):
    return images.reshape(len(images), -1)[:, ::7] / 255


def unpack(packed):
    return np.frombuffer(base64.b64decode(packed["base64"]), packed["dtype"]).reshape(packed["shape"])


@pytest.mark.parametrize("color", [False, True])
def test_each_distance_is_that_of_the_face_and_the_face_with_the_square_at_this_place(orl, color):
    face = orl.images[90]
    face = np.stack([face, face // 2, 255 - face], axis=2) if color else face
    found = unpack(occlusion(embed, face, size=24, step=11).data["distances"])
    assert found.shape == (9, 7)  # tops 0 … 88, lefts 0 … 66
    for row, column in ((0, 0), (3, 5), (8, 6)):
        covered = face.copy()
        covered[11 * row : 11 * row + 24, 11 * column : 11 * column + 24] = 128
        distance = np.linalg.norm(embed(covered[None]) - embed(face[None]))
        assert found[row, column] == pytest.approx(distance, rel=1e-5)


def test_the_network_gets_the_places_in_batches_and_the_face_stays_as_it_is(orl):
    sizes, face = [], orl.images[90].copy()

    def noting(images):
        sizes.append(len(images))
        return embed(images)

    shape = occlusion(noting, face, size=20, step=6).data["distances"]["shape"]
    assert shape == [16, 13] and sum(sizes) == 16 * 13 + 1 and max(sizes) == BATCH_SIZE
    np.testing.assert_array_equal(face, orl.images[90])


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"size": 93}, "size=93: expected a square of 1 to 92"),
        ({"size": 0}, "size=0"),
        ({"step": 0}, "step=0: expected 1 pixel or more"),
        ({"threshold": 0.0}, "threshold=0.0: expected a distance above 0"),
        ({"threshold": np.nan}, "threshold=nan"),
    ],
)
def test_what_cannot_be_is_refused(orl, wrong, message):
    with pytest.raises(ValueError, match=message):
        occlusion(embed, orl.images[90], **wrong)


def test_a_picture_stands_in_where_no_javascript_runs(orl):
    assert occlusion(embed, orl.images[90]).static_png().startswith(b"\x89PNG")
