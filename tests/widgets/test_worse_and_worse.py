import numpy as np
import pytest

from facelab.augmentation import DEGRADATIONS
from facelab.widgets.worse_and_worse import worse_and_worse


def embed(images):
    return images.reshape(len(images), -1)[:, ::7] / 255


@pytest.fixture
def photographs(orl):
    return orl.images[11], orl.images[14]


def test_each_distance_is_that_of_the_badge_and_the_visit_so_changed(photographs):
    badge, visit = photographs
    for change in worse_and_worse(embed, badge, visit, 10, ("mask", "noise", "JPEG")).data["changes"]:
        assert change["distances"][0] == pytest.approx(np.linalg.norm(embed(badge[None]) - embed(visit[None])))
        assert len(change["distances"]) == len(change["amounts"]) == len(change["images"]) == 9
        for step in (1, 4, 8):
            rng = np.random.default_rng(0)
            worse = DEGRADATIONS[change["name"]].change(visit[None], change["amounts"][step], rng)
            distance = np.linalg.norm(embed(worse) - embed(badge[None]))
            assert change["distances"][step] == pytest.approx(distance)


def test_the_strengths_are_the_listed_ones_and_some_between_in_their_order(photographs):
    for change in worse_and_worse(embed, *photographs, 10, tuple(DEGRADATIONS)[:6]).data["changes"]:
        listed = DEGRADATIONS[change["name"]].amounts
        assert set(listed) <= set(change["amounts"])
        assert np.all(np.diff(change["amounts"]) * (listed[-1] - listed[0]) > 0)


def test_photographs_in_color_stay_so(photographs):
    badge, visit = (np.stack([image, image // 2, 255 - image], axis=2) for image in photographs)
    change = worse_and_worse(embed, badge, visit, 10, ["blur"]).data["changes"][0]
    worse = DEGRADATIONS["blur"].change(visit[None], 8, np.random.default_rng(0))
    assert change["distances"][-1] == pytest.approx(np.linalg.norm(embed(worse) - embed(badge[None])))


def test_the_network_is_asked_once(photographs):
    asked = []

    def noting(images):
        asked.append(len(images))
        return embed(images)

    worse_and_worse(noting, *photographs, 10)
    assert asked == [1 + 4 * 9]


def test_what_cannot_be_is_refused(photographs):
    badge, visit = photographs
    with pytest.raises(ValueError, match="expected one shape"):
        worse_and_worse(embed, badge, visit[:-1], 10)
    with pytest.raises(ValueError, match="threshold=0: expected a distance above 0"):
        worse_and_worse(embed, badge, visit, 0)
    for names in (["fog"], [], ["blur", "blur"]):
        with pytest.raises(ValueError, match="expected one or several of blur, low resolution"):
            worse_and_worse(embed, badge, visit, 10, names)


def test_a_picture_stands_in_where_no_javascript_runs(photographs):
    assert worse_and_worse(embed, *photographs, 10).static_png().startswith(b"\x89PNG")
