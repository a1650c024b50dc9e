import subprocess
import sys

import numpy as np
import pytest

from facelab.features import Eigenfaces
from facelab.preprocessing import ResizeGray
from facelab.privacy import build_decoder, mix_faces, train_decoder


def test_it_draws_people_it_has_not_seen_better_than_the_mean_face_does(orl):
    images = ResizeGray(28, 23)(orl.images)
    pca = Eigenfaces(30).fit(images[:300])
    decoder = train_decoder(images[:300], pca.transform(images[:300]), steps=150)
    drawn = decoder.predict(pca.transform(images[300:]), verbose=0)
    assert drawn.dtype == np.float32 and drawn.min() >= 0 and drawn.max() <= 255
    error, of_mean = (np.abs(each - images[300:]).mean() for each in (drawn, images[:300].mean(axis=0)))
    assert error < 0.8 * of_mean


@pytest.mark.parametrize("shape", [(56, 46), (28, 23), (8, 5), (1, 1)])
def test_a_decoder_of_any_shape(shape):
    assert build_decoder(7, shape).predict(np.zeros((2, 7)), verbose=0).shape == (2, *shape)


def test_the_seed_decides_everything():
    images = np.random.default_rng(0).integers(0, 256, (9, 8, 8), dtype=np.uint8)
    vectors = images.reshape(9, -1)[:, :5].astype(float)
    one, same = (train_decoder(images, vectors, 3, seed=1).get_weights() for _ in range(2))
    assert all((a == b).all() for a, b in zip(one, same, strict=True))


def test_mixed_faces_consist_of_rows_of_the_others():
    flat = np.stack([np.full((56, 40), gray, np.uint8) for gray in (50, 120, 200)])
    assert set(np.unique(mix_faces(flat, 30, np.random.default_rng(0)))) == {50, 120, 200}  # parts are equally bright
    rng = np.random.default_rng(1)
    images = rng.integers(60, 190, (6, 56, 40), dtype=np.uint8)
    sources = []
    for face in mix_faces(images, 20, rng).astype(float):
        for rows in (slice(0, 12), slice(48, 56)):  # above and below the seams
            parts = [face[rows] - face[rows].mean() - (image[rows] - image[rows].mean()) for image in images]
            errors = [np.abs(part).max() for part in parts]
            assert sorted(errors)[0] < 6 < 60 < sorted(errors)[1]
            sources.append(int(np.argmin(errors)))
    assert 8 <= np.sum(np.array(sources[::2]) != sources[1::2]) < 20 and len(set(sources)) == 6
    assert mix_faces(images, 0, rng).shape == (0, 56, 40)
    one, same = (mix_faces(images, 4, np.random.default_rng(3)) for _ in range(2))
    assert (one == same).all()


@pytest.mark.parametrize(
    ("images", "embeddings", "steps", "sentence"),
    [
        (np.zeros((4, 8, 8, 3), np.uint8), np.ones((4, 2)), 1, "expected gray images"),
        (np.zeros((4, 8, 8), np.uint8), np.ones((3, 2)), 1, "one embedding for each"),
        (np.zeros((1, 8, 8), np.uint8), np.ones((1, 2)), 1, "N at least 2"),
        (np.zeros((4, 8, 8), np.uint8), np.full((4, 2), np.nan), 1, "NaN or infinite"),
        (np.zeros((4, 8, 8), np.uint8), np.ones((4, 2)), 0, "steps=0"),
    ],
)
def test_what_cannot_be_trained_on(images, embeddings, steps, sentence):
    with pytest.raises(ValueError, match=sentence):
        train_decoder(images, embeddings, steps)


@pytest.mark.parametrize("images", [np.zeros((0, 8, 8), np.uint8), np.zeros((2, 8, 8, 3), np.uint8)])
def test_what_cannot_be_mixed(images):
    with pytest.raises(ValueError, match="expected gray ones"):
        mix_faces(images, 3, np.random.default_rng(0))


def test_keras_is_loaded_when_a_decoder_is_made_not_before():
    code = (
        "import sys, facelab.privacy, facelab.quality; sys.exit('keras' in sys.modules or 'tensorflow' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
