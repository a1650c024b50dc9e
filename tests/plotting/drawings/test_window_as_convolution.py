from facelab.plotting.drawings import window_as_convolution


def test_the_numbers_fit_each_other():
    written = [text.get_text() for text in window_as_convolution((6, 4), 32, extra=(2, 4)).texts]
    for text in ("6 × 4 × 32", "768 weights", "8 × 8 × 32", "the same 768 weights", "3 × 5 values of $z$"):
        assert text in written
    assert "Each of the 15 places of the filter is a window." in written
