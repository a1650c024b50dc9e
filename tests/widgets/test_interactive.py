import matplotlib.pyplot as plt
import pytest

from facelab.widgets.interactive import Interactive


def make(data):
    return Interactive("threshold", "A figure", data, lambda: plt.figure(figsize=(1, 1)))


def test_a_notebook_stores_a_picture_beside_the_figure():
    bundle, _ = make({"first": 0})._repr_mimebundle_()
    assert bundle["image/png"].startswith(b"\x89PNG")
    assert bundle["text/plain"] == "<A figure>"
    assert "application/vnd.jupyter.widget-view+json" in bundle


def test_data_that_are_too_large_for_a_page():
    with pytest.raises(ValueError, match="400 KiB, and at most 300"):
        make({"first": "x" * (400 * 1024 - 13)})


def test_each_kind_of_figure_has_its_own_style_sheet_in_jupyterlab():
    kinds = {Interactive(module, "", {}, plt.figure)._anywidget_id for module in ("threshold", "springs", "threshold")}
    assert kinds == {"facelab.widgets.threshold", "facelab.widgets.springs"}
