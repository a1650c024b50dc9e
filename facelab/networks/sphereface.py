"""SphereFace's residual networks, from 4 to 64 convolutions."""

import keras
from keras import layers

BLOCKS = {  # residual blocks after the first convolution of each of the four stages, by the number of convolutions
    4: (0, 0, 0, 0),
    10: (0, 1, 2, 0),
    20: (1, 2, 4, 1),
    36: (2, 4, 8, 2),
    64: (3, 8, 16, 3),
}


def sphereface(
    depth: int = 20,
    input_shape: tuple[int, int, int] = (112, 96, 3),
    width: int = 64,
    embedding_size: int = 512,
) -> keras.Model:
    """Build one of SphereFace's networks: four stages, each of which halves the sides; the filters double.

    A stage is a convolution with stride 2 and some residual blocks of two convolutions without bias. All of them are
    3 × 3 and followed by a PReLU; there is no batch normalization.

    Parameters
    ----------
    depth : {4, 10, 20, 36, 64}, default 20
        Number of convolutions.
    input_shape : (height, width, channels), default (112, 96, 3)
        The input is brightness from 0 to 255; the network scales it itself, to (x − 127.5) / 128.
    width : int, default 64
        Filters of the first stage.
    embedding_size : int, default 512

    Returns
    -------
    keras.Model
        From images (N, height, width, channels) to embeddings (N, embedding_size), not scaled to length 1.

    Raises
    ------
    ValueError
        If there is no network of this depth.

    References
    ----------
    W. Liu et al., SphereFace: Deep hypersphere embedding for face recognition, CVPR 2017, table 2. Padding and first
    weights are those of the authors' Caffe model.

    Examples
    --------
    >>> sphereface(depth=4, input_shape=(56, 46, 1), width=16, embedding_size=64).output_shape
    (None, 64)
    """
    if depth not in BLOCKS:
        raise ValueError(f"depth={depth}: expected one of {', '.join(map(str, BLOCKS))}.")
    image = layers.Input(input_shape, name="image")
    x = layers.Rescaling(1 / 128, offset=-127.5 / 128, name="rescale")(image)
    for stage, n_blocks in enumerate(BLOCKS[depth], start=1):
        filters = width * 2 ** (stage - 1)
        x = _convolution(x, f"conv{stage}_1", filters, strides=2)
        for block in range(n_blocks):
            y = _convolution(x, f"conv{stage}_{2 * block + 2}", filters, in_block=True)
            y = _convolution(y, f"conv{stage}_{2 * block + 3}", filters, in_block=True)
            x = layers.Add(name=f"add{stage}_{block + 1}")([x, y])
    x = layers.Flatten(name="features")(x)
    return keras.Model(image, layers.Dense(embedding_size, name="embedding")(x), name=f"sphereface{depth}")


def _convolution(x, name: str, filters: int, strides: int = 1, in_block: bool = False):
    options = (
        {"use_bias": False, "kernel_initializer": keras.initializers.RandomNormal(stddev=0.01)} if in_block else {}
    )
    # Caffe pads every side; Keras's "same" would pad one side more than the other where the stride is 2
    x = layers.ZeroPadding2D(1, name=f"{name}_pad")(x)
    x = layers.Conv2D(filters, 3, strides, name=name, **options)(x)
    return layers.PReLU(keras.initializers.Constant(0.25), shared_axes=[1, 2], name=f"{name}_prelu")(x)
