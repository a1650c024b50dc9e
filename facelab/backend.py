"""Keras and its backend, loaded without TensorFlow's messages about graphics drivers, which only worry students.

Import it before Keras. If loading fails, the messages are shown: they may say why.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # errors only; TensorFlow ignores it while loading


@contextmanager
def _without_stderr() -> Iterator[None]:
    with ExitStack() as stack:
        try:
            stderr, messages = os.dup(2), stack.enter_context(tempfile.TemporaryFile())
        except OSError:  # there is no stderr, or no room for a file
            yield
            return
        os.dup2(messages.fileno(), 2)
        failed = True
        try:
            yield
            failed = False
        finally:
            os.dup2(stderr, 2)
            os.close(stderr)
            if failed:
                messages.seek(0)
                sys.stderr.write(messages.read().decode(errors="replace"))


with _without_stderr():
    import keras

    if keras.backend.backend() == "tensorflow":
        import tensorflow

        tensorflow.config.list_physical_devices()  # the first look for a GPU reports missing drivers
        tensorflow.get_logger().setLevel("ERROR")  # no warning for each network that a notebook traces


def is_xla_compiled() -> bool:
    """Say whether XLA compiles the running step: shapes are then fixed in advance, and Python cannot be called."""
    # Always under JAX; under TensorFlow, where Keras was asked for `jit_compile=True` or has a GPU.
    if keras.backend.backend() == "tensorflow":
        from tensorflow.python.ops.control_flow_util import GraphOrParentsInXlaContext  # there is no public way

        return GraphOrParentsInXlaContext(tensorflow.compat.v1.get_default_graph())
    return keras.backend.backend() == "jax"
