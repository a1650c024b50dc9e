"""Say something from inside a training step."""

import warnings

import keras


class WarnOnce:
    """Give a warning the first time that a condition holds, also where Keras has compiled the step.

    A compiled step cannot call Python through keras.ops, so this asks the backend. JAX, and XLA, which
    Keras uses where TensorFlow has a GPU, go without the warning.

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
        if keras.backend.backend() == "tensorflow":
            self._warn_from_tensorflow(condition)
        elif keras.backend.backend() == "torch" and bool(condition):
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

        if not tf.config.list_physical_devices("GPU"):
            tf.cond(condition, call_python, lambda: False)
