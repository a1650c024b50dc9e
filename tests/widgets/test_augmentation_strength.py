import numpy as np
import pytest

from facelab.augmentation import OPERATIONS
from facelab.widgets.augmentation_strength import OF_ALL_STRENGTHS, augmentation_strength


def embed(images):
    return images.reshape(len(images), -1)[:, ::7] / 255


def test_each_distance_is_that_of_the_photograph_and_its_copy(orl):
    photograph = orl.images[11]
    for change in augmentation_strength(embed, photograph, 10).data["changes"]:
        assert len(change["amounts"]) == len(change["distances"]) == len(change["images"]) == 9
        assert change["distances"][change["unchanged"]] == 0
        for step in {0, 2, 8} - {change["unchanged"]}:
            copy = OPERATIONS[change["name"]].change(photograph[None], change["amounts"][step])
            assert change["distances"][step] == pytest.approx(np.linalg.norm(embed(copy) - embed(photograph[None])))


def test_strengths_go_from_end_to_end_over_none(orl):
    for change in augmentation_strength(embed, orl.images[11], 10).data["changes"]:
        listed = OPERATIONS[change["name"]].amounts
        assert change["amounts"][0] == listed[0] and change["amounts"][-1] == listed[-1]
        assert change["amounts"][change["unchanged"]] == (1 if change["name"] in ("zoom", "contrast") else 0)
        assert np.all(np.diff(change["amounts"]) > 0)


def test_a_flip_has_no_strength_and_what_is_unknown_is_refused(orl):
    assert set(OPERATIONS) - set(OF_ALL_STRENGTHS) == {"flip horizontally"}
    for names in (["fog"], [], ["blur", "blur"], ["flip horizontally"]):
        with pytest.raises(ValueError, match="expected one or several of shift, rotate"):
            augmentation_strength(embed, orl.images[11], 10, names)


@pytest.mark.parametrize(
    ("names", "title"), [(("blur", "turn the head"), "turn the head 40°"), (("blur", "noise"), "blur 4")]
)
def test_the_picture_shows_a_copy_that_has_changed(orl, names, title):
    shown = augmentation_strength(embed, orl.images[11], 10, names)._draw()
    assert shown.axes[1].get_title() == f"augmented copy:\n{title}"
