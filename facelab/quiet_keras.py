"""Load Keras without TensorFlow's remarks on graphics drivers and traces, which only worry students.

Import it before Keras. Errors still show: Python raises them.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # errors, no remarks; TensorFlow ignores it while loading


@contextmanager
def _without_stderr() -> Iterator[None]:
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


with _without_stderr():
    import keras

    if keras.backend.backend() == "tensorflow":
        import tensorflow

        tensorflow.config.list_physical_devices()  # the first look for a GPU says what it does not find
        tensorflow.get_logger().setLevel("ERROR")  # a notebook trains many networks, and each is traced
