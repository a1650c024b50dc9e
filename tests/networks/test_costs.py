import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers
from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2
from tensorflow.python.profiler.model_analyzer import profile
from tensorflow.python.profiler.option_builder import ProfileOptionBuilder

from facelab.networks import compact, deepface, facenet_nn2, layer_costs, openface_nn4_small2


def multiplications_and_additions(network):
    """What TensorFlow's own profiler counts for convolutions and dense layers: 2 for our 1."""
    shape = (1, *network.input_shape[1:])
    function = tf.function(lambda image: network(image, training=False)).get_concrete_function(
        tf.TensorSpec(shape, tf.float32)
    )
    frozen = convert_variables_to_constants_v2(function)
    options = (
        ProfileOptionBuilder(ProfileOptionBuilder.float_operation())
        .with_empty_output()
        .with_node_names(show_name_regexes=[".*Conv2D.*", ".*MatMul.*", ".*convolution.*"])
        .build()
    )
    return profile(frozen.graph, options=options).total_float_ops


@pytest.mark.parametrize("build", [compact, facenet_nn2, openface_nn4_small2])
def test_against_the_profiler_of_tensorflow(build):
    network = build()
    biases = sum(
        np.prod(layer.output.shape[1:])
        for layer in network.layers
        if getattr(layer, "use_bias", False) and layer.weights
    )
    ours = sum(cost.flops for cost in layer_costs(network)) - biases
    assert multiplications_and_additions(network) == 2 * ours


def test_unknown_kinds_of_layers_are_refused():
    with pytest.raises(ValueError, match=r"layer 'L4' .LocallyConnected2D. cannot be counted"):
        layer_costs(deepface())


def test_several_outputs():
    image = keras.Input((4, 4, 1))
    twins = keras.Model(image, [layers.Flatten()(image), layers.Flatten()(image)])
    with pytest.raises(ValueError, match="several outputs"):
        layer_costs(keras.Model(image, twins(image)))


def test_grouped_convolutions_are_not_counted_as_plain_ones():
    image = keras.Input((4, 4, 4))
    with pytest.raises(ValueError, match="cannot be counted"):
        layer_costs(keras.Model(image, layers.Conv2D(4, 3, groups=2)(image)))
