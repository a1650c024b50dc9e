from matplotlib.patches import FancyArrowPatch

from facelab.plotting.drawings import network, neuron


def written(ax):
    return [text.get_text() for text in ax.texts]


def test_a_neuron_has_a_weight_for_each_input_and_one_bias():
    texts = written(neuron(["cheeks", "collar", "chin"]))
    assert {"cheeks", "collar", "chin", "$x_3$", "add up", "sigmoid"} <= set(texts)
    assert sum("times" in text for text in texts) == 3 and sum("b$" in text for text in texts) == 1


def test_each_neuron_of_a_network_reads_all_of_the_layer_before():
    ax = network([2, 3, 2])
    texts = written(ax)
    assert texts.count("hidden layer") == 1 and {"$x_2$", "$h_3$", "$o_2$"} <= set(texts)
    circles = 2 + 3 + 2
    assert len(ax.patches) == circles + 2 * 3 + 3 * 2
    low, high = ax.get_ylim()
    assert all(low < text.get_position()[1] < high for text in ax.texts)


def test_a_single_output_needs_no_number():
    assert "$o$" in written(network([2, 2, 1]))


def test_the_error_comes_in_at_the_outputs_and_passes_all_weights_but_the_first():
    forward, backward = network([2, 3, 2]), network([2, 3, 2], backward=True)
    assert len(backward.patches) == len(forward.patches) + 2  # an arrow into each output
    arrows = [patch for patch in backward.patches if isinstance(patch, FancyArrowPatch)]
    to_the_left = [start[0] > end[0] for start, end in (arrow._posA_posB for arrow in arrows)]
    assert (to_the_left.count(True), to_the_left.count(False)) == (3 * 2 + 2, 2 * 3)
    assert {"how wrong", "$W_1,\\ b_1$"} <= set(written(backward))
