"""Say something from inside a training step."""

import warnings

import keras

from facelab.backend import is_xla_compiled

NOT_A_NUMBER = "an embedding is NaN or infinite, so the loss is too; lower the learning rate and start again."


class WarnOnce:
    """Give a warning the first time that a condition holds, also where Keras has compiled the step.

    A compiled step cannot call Python through keras.ops, so this asks the backend. A step that XLA compiles,
    as JAX's all are, goes without the warning.

    Parameters
    ----------
    sentence : str

    Examples
    --------
    >>> warn = WarnOnce("the sky is falling.")
    >>> with warnings.catch_warnings(record=True) as caught:
    ...     warn(keras.ops.convert_to_tensor(True)), warn(keras.ops.convert_to_tensor(True))
    (None, None)
    >>> [str(warning.message) for warning in caught]
    ['the sky is falling.']
    """

    def __init__(self, sentence: str):
        self.sentence = sentence
        self.told = False

    def __call__(self, condition) -> None:
        """Warn if the condition, a tensor of one bool, is True and no warning was given yet."""
        if is_xla_compiled():
            return
        if keras.backend.backend() == "tensorflow":
            self._warn_from_tensorflow(condition)
        elif bool(condition):
            self._warn()

    def _warn(self) -> None:
        if not self.told:
            self.told = True
            warnings.warn(self.sentence, RuntimeWarning, stacklevel=2)

    def _warn_from_tensorflow(self, condition) -> None:
        import tensorflow as tf

        def call_python():
            tf.py_function(self._warn, [], [])
            return True

        tf.cond(condition, call_python, lambda: False)
