import numpy as np

from facelab.datasets import video_call


def test_ten_photographs_stand_in_two_rows_with_white_between(orl):
    call = video_call(orl.images)
    assert call.shape == (240, 500) and call.dtype == np.uint8
    np.testing.assert_array_equal(call[4:116, 4:96], orl.images[40])
    np.testing.assert_array_equal(call[124:236, 104:196], orl.images[72][::-1])  # upside down
    assert (call[116:124] == 255).all() and (call[:, 96:104] == 255).all()


def test_it_is_the_same_every_time_and_changes_no_photograph(orl):
    before = orl.images.copy()
    np.testing.assert_array_equal(video_call(orl.images), video_call(orl.images))
    np.testing.assert_array_equal(orl.images, before)
