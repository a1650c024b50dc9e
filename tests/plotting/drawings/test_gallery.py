import pytest

from facelab.plotting.drawings import gallery


@pytest.mark.parametrize(("threshold", "decision"), [(0.4, "at most 0.4: Bo"), (0.3, "more than 0.3: not recognized")])
def test_the_nearest_person_is_named_up_to_the_threshold(orl, threshold, decision):
    ax = gallery(orl.images[11], orl.images[[0, 10, 20]], ["Ann", "Bo", "Cy"], [0.9, 0.4, 1.2], threshold)
    written = [text.get_text() for text in ax.texts]
    assert decision in written and {"Ann", "Bo", "Cy", "$d$ = 0.9"} <= set(written)
    assert len(ax.images) == 4
    marked, nearest = ax.patches[-1].get_bbox(), ax.images[2].get_extent()
    assert marked.x0 < nearest[0] and nearest[1] < marked.x1
