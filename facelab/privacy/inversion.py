"""What can be read from an embedding: a decoder that draws the face again."""

from typing import TYPE_CHECKING

import numpy as np

from facelab.images import check_images

if TYPE_CHECKING:
    import keras

BATCH_SIZE = 32
LEARNING_RATE = 1e-2  # at the start; it falls to 0 along a cosine
SEAMS = (0.39, 0.54), (0.61, 0.75)  # shares of the height: through the eyes, and between nose and mouth
SOFTNESS = 0.027  # of the height, how far a seam fades


def build_decoder(embedding_size: int, shape: tuple[int, int] = (56, 46)) -> "keras.Model":
    """Build a small network from embeddings to gray images: a dense layer, and convolutions that enlarge four times.

    Parameters
    ----------
    embedding_size : int
    shape : (height, width), default (56, 46)
        Pixels of an image.

    Returns
    -------
    keras.Model
        From embeddings (N, embedding_size) of any scale to brightness from 0 to 255, float32 (N, height, width).

    References
    ----------
    A. Mahendran and A. Vedaldi, Understanding deep image representations by inverting them, CVPR 2015.
    G. Mai, K. Cao, P. C. Yuen, A. K. Jain, On the reconstruction of face images from deep face templates, IEEE PAMI 41,
    2019.

    Examples
    --------
    >>> build_decoder(128).output_shape
    (None, 56, 46)
    """
    from facelab import backend  # noqa: F401  here: TensorFlow takes seconds to load

    # isort: split
    import keras
    from keras import layers

    height, width = (-(-side // 4) for side in shape)  # rounded up: what is too much is cropped
    embedding = layers.Input((embedding_size,), name="embedding")
    x = layers.BatchNormalization(center=False, scale=False, momentum=0.9, name="standardize")(embedding)
    x = layers.Reshape((height, width, 16))(layers.Dense(height * width * 16, use_bias=False, name="rough")(x))
    for layer in (
        layers.Conv2D(32, 3, padding="same", use_bias=False, name="conv"),
        layers.Conv2DTranspose(16, 4, strides=2, padding="same", use_bias=False, name="enlarge1"),
    ):
        x = layers.Activation("relu")(layers.BatchNormalization(momentum=0.9)(x))
        x = layer(x)
    x = layers.Activation("relu")(layers.BatchNormalization(momentum=0.9)(x))
    x = layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="sigmoid", name="enlarge2")(x)
    x = layers.Cropping2D(((0, 4 * height - shape[0]), (0, 4 * width - shape[1])))(x)
    x = layers.Rescaling(255.0, name="brightness")(layers.Reshape(shape)(x))
    return keras.Model(embedding, x, name="decoder")


def train_decoder(images: np.ndarray, embeddings: np.ndarray, steps: int, seed: int = 0) -> "keras.Model":
    """Train a decoder on faces and their embeddings, which is all that an attacker needs: mean absolute error, Adam.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, H, W)
        At least two, of people whom the attacker has photographs of. Aligned faces are drawn much better than others.
    embeddings : ndarray of float, shape (N, D)
        What the network makes of them.
    steps : int
        Batches of 32.
    seed : int, default 0
        Decides the first weights and the batches.

    Returns
    -------
    keras.Model
        As of `build_decoder`.

    Raises
    ------
    ValueError
        If images are not gray, there is not one embedding for each, a number is NaN or infinite, there is no step, or
        the training diverges.

    Examples
    --------
    >>> images = np.random.default_rng(0).integers(0, 256, (40, 28, 23), dtype=np.uint8)
    >>> decoder = train_decoder(images, images.reshape(40, -1)[:, ::50] / 255, steps=2)
    >>> decoder.output_shape
    (None, 28, 23)
    """
    check_images(images)
    embeddings = np.asarray(embeddings, np.float32)
    if images.ndim != 3 or embeddings.ndim != 2 or len(images) != len(embeddings) or len(images) < 2:
        raise ValueError(
            f"found images {images.shape} and embeddings {embeddings.shape}; expected gray images (N, H, W) and one "
            "embedding for each (N, D), N at least 2."
        )
    if not np.isfinite(embeddings).all():
        raise ValueError("an embedding is NaN or infinite; omit images without a face.")
    if steps < 1:
        raise ValueError(f"steps={steps}: a training needs at least one.")
    from facelab import backend  # noqa: F401  here: TensorFlow takes seconds to load

    # isort: split
    import keras

    keras.utils.set_random_seed(seed)
    rng = np.random.default_rng(seed)
    decoder = build_decoder(embeddings.shape[1], images.shape[1:])
    falling = keras.optimizers.schedules.CosineDecay(LEARNING_RATE, steps)
    decoder.compile(keras.optimizers.Adam(falling), "mean_absolute_error")
    for _ in range(steps):
        chosen = rng.integers(len(images), size=BATCH_SIZE)
        loss = decoder.train_on_batch(embeddings[chosen], images[chosen].astype(np.float32))
    if not np.isfinite(loss):
        raise ValueError("the training diverged: its loss is NaN or infinite.")
    return decoder


def mix_faces(images: np.ndarray, n_faces: int, rng: np.random.Generator) -> np.ndarray:
    """Put new faces together from parts of aligned ones: brow of one, nose of another, mouth of a third.

    An attacker with photographs of few people gets many "people" to train on. The parts are made equally bright, and
    the seams are soft, somewhere about the eyes and between nose and mouth.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, H, W)
        Aligned: eyes, nose and mouth at the same place in all.
    n_faces : int
    rng : Generator

    Returns
    -------
    ndarray of uint8, shape (n_faces, H, W)

    Examples
    --------
    >>> mix_faces(np.full((2, 56, 56), 90, np.uint8), 5, np.random.default_rng(0)).shape
    (5, 56, 56)
    """
    check_images(images)
    if images.ndim != 3 or not len(images):
        raise ValueError(f"images have shape {images.shape}; expected gray ones (N, H, W), at least one.")
    rows = (np.arange(images.shape[1])[:, None] + 0.5) / images.shape[1]
    mixed = np.empty((n_faces, *images.shape[1:]), np.uint8)
    for face in mixed:
        brow, nose, mouth = images[rng.integers(len(images), size=3)].astype(np.float32)
        above_eyes, above_mouth = (1 / (1 + np.exp((rows - rng.uniform(*seam)) / SOFTNESS)) for seam in SEAMS)
        lower = above_mouth * (nose - nose.mean()) + (1 - above_mouth) * (mouth - mouth.mean())
        whole = brow.mean() + above_eyes * (brow - brow.mean()) + (1 - above_eyes) * lower
        face[:] = np.rint(np.clip(whole, 0, 255))
    return mixed
