"""Keras and its backend, loaded without TensorFlow's messages about graphics drivers, which only worry students.

Import it before Keras. If loading fails, the messages are shown: they may say why.
"""

import ctypes
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # errors only; TensorFlow ignores it while loading

# Of glibc's mallopt. Its defaults return the memory of large arrays to the system after each use, and get it again page
# by page, filled with zeros: on a virtual machine this took as long as the training itself.
KEEP_MEMORY = {
    -1: 2**31 - 1,  # M_TRIM_THRESHOLD: bytes that may lie idle before any are returned
    -2: 2**26,  # M_TOP_PAD: bytes to get at once
    -4: 0,  # M_MMAP_MAX: arrays that the system serves one by one
    -8: 1,  # M_ARENA_MAX: threads share what lies idle
}


def _keep_freed_memory() -> None:
    if sys.platform != "linux":
        return
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):  # musl has none
        for parameter, value in KEEP_MEMORY.items():
            library.mallopt(parameter, value)


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


_keep_freed_memory()

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
