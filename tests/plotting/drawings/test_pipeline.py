from facelab.plotting.drawings import pipeline


def test_two_photographs_go_through_five_steps(orl):
    ax = pipeline(*orl.images[:2])
    written = [text.get_text() for text in ax.texts]
    assert written[:5] == ["detect", "align", "describe", "compare", "decide"]
    assert len(ax.images) == 4  # each photograph, and the face cut out of it
