import pytest

from facelab.networks import deepface


def test_shapes_and_parameters_are_those_of_the_paper():
    """Figure 2 and section 3.1 give the maps, "more than 120 million", over 95 % of them local or dense.

    The layers of figure 2 make 118.9 million.
    """
    network = deepface()
    shapes = {
        name: network.get_layer(name).output.shape[1:] for name in ["C1", "M2", "C3", "L4", "L5", "L6", "F7", "F8"]
    }
    assert shapes == {
        "C1": (142, 142, 32),
        "M2": (71, 71, 32),
        "C3": (63, 63, 16),
        "L4": (55, 55, 16),
        "L5": (25, 25, 16),
        "L6": (21, 21, 16),
        "F7": (4096,),
        "F8": (4030,),
    }
    local_and_dense = sum(network.get_layer(name).count_params() for name in ("L4", "L5", "L6", "F7", "F8"))
    assert abs(network.count_params() / 120e6 - 1) < 0.01 and local_and_dense > 0.95 * network.count_params()


def test_too_small_images_are_refused():
    with pytest.raises(ValueError, match="71 × 71"):
        deepface((56, 46, 1))
