import warnings

import pytest
import tensorflow as tf

from facelab.losses.warn import WarnOnce


@pytest.mark.parametrize("run", [lambda warn: warn, tf.function], ids=["eager", "compiled"])
def test_only_the_first_true_condition_warns(run):
    warn = run(WarnOnce("the sky is falling."))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        warn(tf.constant(False))
        assert caught == []
        warn(tf.constant(True))
        warn(tf.constant(True))
    assert [str(warning.message) for warning in caught] == ["the sky is falling."]


def test_a_step_that_xla_compiles_goes_without_the_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        tf.function(WarnOnce("the sky is falling."), jit_compile=True)(tf.constant(True))
