import keras
import numpy as np
import pytest

from facelab.detection import Grid
from facelab.losses import GridLoss
from facelab.networks import grid_detector

GRID = Grid((64, 96), (4, 6), anchors=((20, 16), (40, 30)))


def test_predictions_are_boxes():
    network = grid_detector(GRID)
    y_pred = network.predict(np.random.default_rng(0).integers(0, 256, (2, 64, 96, 1)), verbose=0)
    assert y_pred.shape == (2, *GRID.shape) and (y_pred > 0).all() and (y_pred[..., :3] < 1).all()


def test_it_can_be_saved_and_loaded(tmp_path):
    network, images = grid_detector(GRID), np.random.default_rng(0).integers(0, 256, (1, 64, 96, 1))
    network.save(tmp_path / "a.keras")
    loaded = keras.saving.load_model(tmp_path / "a.keras")
    np.testing.assert_allclose(loaded.predict(images, verbose=0), network.predict(images, verbose=0), rtol=1e-5)


def test_it_memorizes_one_image():
    keras.utils.set_random_seed(0)
    boxes = np.array([[10, 8, 26, 28], [50, 20, 80, 60.0]])
    image = np.zeros((1, 64, 96, 1), np.float32)
    for left, top, right, bottom in boxes.astype(int):
        image[0, top:bottom, left:right] = 255
    network = grid_detector(GRID)
    network.compile(keras.optimizers.Adam(0.01), GridLoss())
    network.fit(np.repeat(image, 8, axis=0), np.repeat(GRID.encode(boxes)[None], 8, axis=0), epochs=120, verbose=0)
    found, scores, _ = GRID.decode(network(image, training=True)[0])
    np.testing.assert_allclose(sorted(found.tolist()), boxes, atol=3)
    assert (scores > 0.9).all()


def test_a_picture_can_be_shrunk_first():
    network = grid_detector(GRID, widths=(16, 32, 48), shrink=2)
    assert network.output_shape == (None, *GRID.shape)
    checks = np.indices((64, 96)).sum(axis=0)[None, ..., None] % 2 * 200.0
    even = np.full((1, 64, 96, 1), 100.0)  # of the same mean in each square of 2 × 2 pixels
    np.testing.assert_allclose(network.predict(checks, verbose=0), network.predict(even, verbose=0), rtol=1e-4)


def test_cells_of_another_size():
    with pytest.raises(ValueError, match="4 layers make cells of 16 pixels"):
        grid_detector(Grid((64, 64), (8, 8), anchors=((20, 16),)))


def test_classes_are_refused():
    with pytest.raises(ValueError, match=r"without classes; the grid has .* and 2 classes"):
        grid_detector(Grid((64, 64), (4, 4), anchors=((20, 16),), n_classes=2))


def test_a_prior_is_what_every_p_c_is_about_before_training():
    image = np.zeros((1, 64, 64, 1), np.float32)
    network = grid_detector(Grid((64, 64), (4, 4), anchors=((32, 24), (16, 12))), widths=(4, 4, 4, 4), prior=0.02)
    assert 0.001 < np.median(network.predict(image, verbose=0)[..., 0]) < 0.2
    bias = network.get_layer("boxes").get_weights()[1]
    np.testing.assert_allclose(bias, np.where(np.arange(10) % 5 == 0, np.log(0.02 / 0.98), 0), rtol=1e-5)


@pytest.mark.parametrize("prior", [0, 1, -0.1])
def test_a_prior_is_a_probability(prior):
    with pytest.raises(ValueError, match="prior="):
        grid_detector(Grid((64, 64), (4, 4), anchors=((32, 24),)), widths=(4, 4, 4, 4), prior=prior)
