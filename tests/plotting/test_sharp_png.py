from io import BytesIO

import numpy as np
from matplotlib.figure import Figure
from PIL import Image

from facelab.plotting import sharp_png


def test_twice_the_pixels_of_the_page():
    png, size = sharp_png.sharp_png(Figure(figsize=(3, 1), dpi=100))
    assert size == {"width": 300, "height": 100}
    assert Image.open(BytesIO(png)).size == (600, 200)


def test_the_largest_palette_that_fits(monkeypatch):
    figure = Figure(figsize=(2, 2), dpi=100)
    figure.figimage(np.random.default_rng(0).integers(0, 256, (400, 400)), cmap="gray", vmin=0, vmax=255)

    def n_colors():
        return len(Image.open(BytesIO(sharp_png.sharp_png(figure)[0])).getcolors())

    assert n_colors() == 64
    monkeypatch.setattr(sharp_png, "MAX_BYTES", len(sharp_png.sharp_png(figure)[0]) - 1)
    assert n_colors() == 32
    monkeypatch.setattr(sharp_png, "MAX_BYTES", 0)
    assert n_colors() == 16


def test_an_empty_border_is_cut_off():
    figure = Figure(figsize=(4, 4), dpi=100)
    figure.text(0.5, 0.5, "face")
    size = sharp_png.sharp_png(figure, tight=True)[1]
    assert size["width"] < 200 and size["height"] < 100


def test_the_lights_of_a_gray_face_are_kept_beside_much_white():
    figure = Figure(figsize=(4, 4), dpi=100)
    face = np.random.default_rng(0).integers(0, 256, (200, 200))
    figure.figimage(face, xo=0, yo=0, cmap="gray", vmin=0, vmax=255)
    figure.set_facecolor("white")
    kept = np.asarray(Image.open(BytesIO(sharp_png.sharp_png(figure)[0])).convert("L"))[-200:, :200].astype(int)
    assert np.abs(kept - face).max() <= 3


def test_a_thin_line_on_a_photograph_keeps_its_color():
    figure = Figure(figsize=(3, 3), dpi=100)
    ax = figure.add_axes((0, 0, 1, 1))
    ax.imshow(np.random.default_rng(0).integers(0, 256, (300, 300)), cmap="gray", vmin=0, vmax=255)
    ax.plot([20, 280], [150, 150], color="#D55E00", linewidth=1.3)
    colors = [c for _, c in Image.open(BytesIO(sharp_png.sharp_png(figure)[0])).convert("RGB").getcolors()]
    assert min(np.abs(np.subtract(c, (0xD5, 0x5E, 0x00))).max() for c in colors) < 16
    assert len([c for c in colors if max(c) - min(c) < 6]) > 40
    assert {(0, 0, 0), (255, 255, 255)} <= set(colors)
