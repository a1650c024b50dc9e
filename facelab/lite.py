"""Networks in LiteRT's format: small files that run on phones, with weights of eight bits."""

import tempfile
import warnings
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import keras


def to_lite(network: "keras.Model", eight_bit: bool = True) -> bytes:
    """Convert a network to the format of LiteRT (once TensorFlow Lite).

    Parameters
    ----------
    network : keras.Model
    eight_bit : bool, default True
        Store each weight of a large layer in 8 bits, with one scale for each filter; it calculates with them, too.
        Otherwise weights keep their 32 bits.

    Returns
    -------
    bytes
        The content of a .tflite file.

    References
    ----------
    B. Jacob et al., Quantization and training of neural networks for efficient integer-arithmetic-only inference,
    CVPR 2018. LiteRT calls this one dynamic-range quantization.

    Examples
    --------
    >>> from facelab.networks import compact
    >>> len(to_lite(compact())) < 300_000  # of 840,000 with 32 bits
    True
    """
    import tensorflow as tf

    with tempfile.TemporaryDirectory() as folder:  # from_keras_model does the same, and prints where
        network.export(folder, verbose=False)
        converter = tf.lite.TFLiteConverter.from_saved_model(folder)
        if eight_bit:
            converter.optimizations = [tf.lite.Optimize.DEFAULT]
        return converter.convert()


class LiteNetwork:
    """Run a network in LiteRT's format; `KerasEmbedder` takes it like a Keras model.

    Parameters
    ----------
    content : bytes
        From `to_lite`, or read from a .tflite file: one input (N, H, W, C), one output (N, D).

    Attributes
    ----------
    input_shape, output_shape : tuple
        (None, H, W, C) and (None, D).

    Examples
    --------
    >>> from facelab.embedding import KerasEmbedder
    >>> from facelab.networks import compact
    >>> embedder = KerasEmbedder(LiteNetwork(to_lite(compact())))
    >>> embedder.transform(np.zeros((3, 56, 46), np.uint8)).shape
    (3, 64)
    """

    def __init__(self, content: bytes):
        import tensorflow as tf

        plain = tf.lite.experimental.OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES  # the default announces itself
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self._interpreter = tf.lite.Interpreter(model_content=content, experimental_op_resolver_type=plain)
        self._content = content
        self.inputs, (output,) = self._interpreter.get_input_details(), self._interpreter.get_output_details()
        self._output = output["index"]
        self.input_shape = (None, *map(int, self.inputs[0]["shape"][1:]))
        self.output_shape = (None, int(output["shape"][-1]))

    def get_weights(self) -> list[np.ndarray]:
        """Return the bytes of the file: what tells one network from another."""
        return [np.frombuffer(self._content, np.uint8)]

    def predict_on_batch(self, images: np.ndarray) -> np.ndarray:
        """Embed images (N, H, W, C) as float32 (N, D)."""
        position = self.inputs[0]["index"]
        self._interpreter.resize_tensor_input(position, images.shape)
        self._interpreter.allocate_tensors()
        self._interpreter.set_tensor(position, images.astype(np.float32))
        self._interpreter.invoke()
        return self._interpreter.get_tensor(self._output)
