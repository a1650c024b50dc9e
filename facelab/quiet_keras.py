"""Load Keras without TensorFlow's remarks on graphics drivers and traces, which only worry students.

Import it before Keras. If loading fails, the remarks are shown: they may say why.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # errors, no remarks; TensorFlow ignores it while loading


@contextmanager
def _without_stderr() -> Iterator[None]:
    with ExitStack() as stack:
        try:
            kept, remarks = os.dup(2), stack.enter_context(tempfile.TemporaryFile())
        except OSError:  # there is no stderr, or no room for a file
            yield
            return
        os.dup2(remarks.fileno(), 2)
        failed = True
        try:
            yield
            failed = False
        finally:
            os.dup2(kept, 2)
            os.close(kept)
            if failed:
                remarks.seek(0)
                sys.stderr.write(remarks.read().decode(errors="replace"))


with _without_stderr():
    import keras

    if keras.backend.backend() == "tensorflow":
        import tensorflow

        tensorflow.config.list_physical_devices()  # the first look for a GPU says what it does not find
        tensorflow.get_logger().setLevel("ERROR")  # a notebook trains many networks, and each is traced
