import ipywidgets

from facelab.features import Eigenfaces
from facelab.widgets import sliders


def test_moving_the_slider_draws_that_many_eigenfaces(orl, monkeypatch):
    drawn = []
    monkeypatch.setattr(sliders, "reconstruction", lambda pca, image, counts, ax: drawn.append(counts))
    box = sliders.reconstruction_slider(Eigenfaces(30).fit(orl.images), orl.images[0])
    slider = next(child for child in box.children if isinstance(child, ipywidgets.IntSlider))
    slider.value = 7
    assert drawn == [[20], [7]] and (slider.min, slider.max) == (0, 30)
