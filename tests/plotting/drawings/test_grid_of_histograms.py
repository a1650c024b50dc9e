import numpy as np

from facelab.plotting.drawings import grid_of_histograms


def test_a_bar_for_each_bin_of_the_named_cells_and_of_all_cells(orl):
    histograms = np.random.default_rng(0).random((2, 3, 7))
    ax = grid_of_histograms(orl.images[0], histograms, {"an eye": (0, 1), "a cheek": (1, 2)})
    assert [len(bars) for bars in ax.containers] == [7, 7, 42]
    heights = np.array([[bar.get_height() for bar in ax.containers[number]] for number in (0, 1)])
    named = np.stack([histograms[0, 1], histograms[1, 2]])
    np.testing.assert_allclose(heights / heights.max(), named / named.max())  # on one scale
    written = [text.get_text() for text in ax.texts]
    first, second = (f"{100 * histogram.max():.0f} %" for histogram in named)
    assert written[:4] == ["an eye", first, "a cheek", second] and written[-1] == "2 × 3 × 7\n= 42 numbers"


def test_the_last_two_bins_have_names(orl):
    ax = grid_of_histograms(orl.images[0], np.ones((1, 1, 4)), {"all": (0, 0)}, ("8 ones", "others"))
    places = {text.get_text(): text.get_position()[0] for text in ax.texts}
    assert places["8 ones"] < places["others"]


def test_empty_histograms_can_be_drawn(orl):
    ax = grid_of_histograms(orl.images[0], np.zeros((1, 1, 3)), {"all": (0, 0)})
    assert all(bar.get_height() == 0 for bars in ax.containers for bar in bars)
