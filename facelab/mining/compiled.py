"""How the step that is running was compiled."""

import keras


def by_xla() -> bool:
    """Tell whether XLA compiles the step: then all shapes must be known before, and Python cannot be called.

    Returns
    -------
    bool
        Always True under JAX; under TensorFlow, where Keras was asked for `jit_compile=True` or has a GPU.

    Examples
    --------
    >>> by_xla()
    False
    """
    if keras.backend.backend() == "tensorflow":
        import tensorflow as tf
        from tensorflow.python.ops.control_flow_util import GraphOrParentsInXlaContext  # there is no public way

        return GraphOrParentsInXlaContext(tf.compat.v1.get_default_graph())
    return keras.backend.backend() == "jax"
