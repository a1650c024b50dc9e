from facelab.zoo import THRESHOLDS
from facelab.zoo.pretrained import PHOTOGRAPHS


def test_every_network_of_photographs_has_thresholds_that_fall_with_the_far():
    assert set(THRESHOLDS) == set(PHOTOGRAPHS)
    assert all(each[1e-2] > each[1e-3] > each[1e-4] for each in THRESHOLDS.values())
