from matplotlib.patches import Rectangle

from facelab.plotting.drawings import normalization


def test_a_column_for_batch_and_a_row_for_layer_normalization():
    ax = normalization(n_images=4, n_channels=6)
    rectangles = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    of_batch, of_layer = [patch for patch in rectangles if not patch.get_fill()]
    cell = next(patch for patch in rectangles if patch.get_fill())
    assert round(of_batch.get_height() / cell.get_height()) == 4 and round(of_batch.get_width() / cell.get_width()) == 1
    assert round(of_layer.get_width() / cell.get_width()) == 6 and round(of_layer.get_height() / cell.get_height()) == 1
    written = [text.get_text() for text in ax.texts]
    assert written.count("images") == written.count("channels") == 2
