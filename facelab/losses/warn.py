"""Warnings from inside a training step."""

import warnings

import keras

from facelab.backend import is_xla_compiled


class WarnOnce:
    """Give a warning the first time that a condition holds, also in a step that Keras compiled, but not under XLA."""

    def __init__(self, message: str):
        self.message, self.warned = message, False

    def __call__(self, condition) -> None:
        """Warn if the condition, a tensor of one boolean, is True and no warning was given yet."""
        if is_xla_compiled():
            return
        if keras.backend.backend() == "tensorflow":  # keras.ops cannot call Python from a compiled step
            import tensorflow as tf

            tf.cond(condition, lambda: tf.py_function(self._warn, [], tf.bool), lambda: False)
        elif bool(condition):
            self._warn()

    def _warn(self) -> bool:
        if not self.warned:
            self.warned = True
            warnings.warn(self.message, RuntimeWarning, stacklevel=2)
        return True
