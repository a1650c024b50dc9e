import threading

import keras
import numpy as np
import pytest
from PIL import Image

from facelab.augmentation import RandomAugmentation
from facelab.batches import PeopleBatches
from facelab.datasets.lazy import LazyImages
from facelab.losses import TripletLoss


@pytest.fixture
def faces():
    """Six people with four images each; every pixel of image i is i."""
    return np.repeat(np.arange(24, dtype=np.uint8), 12).reshape(24, 4, 3), np.arange(24) % 6


def test_a_batch_depends_on_seed_epoch_and_number_only(faces):
    def draw(seed=0, epoch=0, number=0):
        batches = PeopleBatches(*faces, 3, 2, n_batches=4, augment=RandomAugmentation(), seed=seed)
        for _ in range(epoch):
            batches.on_epoch_end()
        return batches[number][0]

    assert (draw() == draw()).all()
    assert not any(np.array_equal(draw(), other) for other in (draw(seed=1), draw(epoch=1), draw(number=1)))


def test_images_are_augmented_and_the_originals_are_not(faces):
    images, labels = faces
    before = images.copy()
    batches = PeopleBatches(images, labels, 3, 2, n_batches=1, augment=lambda images, rng: 255 - images)
    assert (batches[0][0][:, 0, 0, 0] >= 255 - 24).all() and (images == before).all()


def test_color_and_lazy_images(faces, tmp_path):
    images, labels = faces
    color = np.repeat(images[..., None], 3, axis=-1)
    for position, image in enumerate(color):
        Image.fromarray(image).save(tmp_path / f"{position:02}.png")
    lazy = LazyImages(sorted(tmp_path.iterdir()), 4, 3)
    one, other = (PeopleBatches(some, labels, 2, 2, n_batches=1)[0][0] for some in (color, lazy))
    assert one.shape == (4, 4, 3, 3) and (one == other).all()


def test_each_epoch_of_a_training_draws_other_batches(faces):
    model = keras.Sequential([keras.Input((4, 3, 1)), keras.layers.Flatten(), keras.layers.Dense(2)])
    model.compile("sgd", TripletLoss())
    seen = []

    def remember(images, rng):
        seen.append(images[:, 0, 0].tolist())
        return images

    batches = PeopleBatches(*faces, 3, 2, n_batches=4, augment=remember)
    model.fit(batches, epochs=3, verbose=0)
    assert len({str(images) for images in seen}) >= 12  # three times four; Keras also peeks, for the shape


def test_batches_are_drawn_beside_the_training_step_not_in_it(faces):
    model = keras.Sequential([keras.Input((4, 3, 1)), keras.layers.Flatten(), keras.layers.Dense(2)])
    model.compile("sgd", TripletLoss())
    threads = []

    def remember(images, rng):
        threads.append(threading.current_thread())
        return images

    model.fit(PeopleBatches(*faces, 3, 2, n_batches=6, augment=remember), epochs=1, verbose=0)
    assert sum(thread is not threading.main_thread() for thread in threads) >= 6


def test_no_batches_and_other_images_are_refused(faces):
    images, labels = faces
    with pytest.raises(ValueError, match="n_batches=0"):
        PeopleBatches(images, labels, 2, 2, n_batches=0)
    with pytest.raises(TypeError, match="uint8"):
        PeopleBatches(images / 255, labels, 2, 2, n_batches=1)
